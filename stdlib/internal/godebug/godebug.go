// Package godebug gives packages of the library the GODEBUG settings: those that the program brings along, beneath those of the
// environment as it is now.
package godebug

import "syscall"

// defaults returns the settings that the program brings along, as GODEBUG text.
func defaults() string

// A Setting is one variable of GODEBUG.
type Setting struct {
	name         string
	undocumented bool
}

// New returns the setting of that name; a '#' before it marks one that no table lists.
func New(name string) *Setting {
	if name != "" && name[0] == '#' {
		return &Setting{name[1:], true}
	}
	return &Setting{name, false}
}

// Name returns the name.
func (s *Setting) Name() string { return s.name }

// Undocumented reports whether the setting is in no table.
func (s *Setting) Undocumented() bool { return s.undocumented }

// Value returns the value; empty if nothing sets it.
func (s *Setting) Value() string { return Get(s.name) }

// String returns name=value.
func (s *Setting) String() string { return s.name + "=" + s.Value() }

// IncNonDefault is where Go counts uses of old behaviour; the runtime has no such metrics.
func (s *Setting) IncNonDefault() {}

// Get returns the value of a variable; empty if nothing sets it.
func Get(name string) string {
	text, _ := syscall.Getenv("GODEBUG")
	if value, ok := find(text, name); ok {
		return value
	}
	value, _ := find(defaults(), name)
	return value
}

// find looks for name=value in a list with commas, from its end.
func find(text, name string) (string, bool) {
	for end := len(text); end > 0; {
		begin := end
		for begin > 0 && text[begin-1] != ',' {
			begin--
		}
		item := text[begin:end]
		if len(item) > len(name) && item[len(name)] == '=' && item[:len(name)] == name {
			return item[len(name)+1:], true
		}
		end = begin - 1
	}
	return "", false
}
