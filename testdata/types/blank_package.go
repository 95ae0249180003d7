// check
package _ // ERROR BlankPkgName "invalid package name _"
