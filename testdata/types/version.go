// check -lang=go1.17
package p

func f[T int]() {} // ERROR UnsupportedFeature "type parameter requires go1.18 or later"
