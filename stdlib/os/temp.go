package os

import "errors"

// randomNumber returns a number that other processes are unlikely to choose.
func randomNumber() uint32

// CreateTemp makes and opens a new file in dir ("" is TempDir). Its name is the pattern with a random text for the last star, or
// at the end.
func CreateTemp(dir, pattern string) (*File, error) {
	var f *File
	err := tryNames("createtemp", dir, pattern, func(name string) (err error) {
		f, err = OpenFile(name, O_RDWR|O_CREATE|O_EXCL, 0600)
		return err
	})
	if err != nil {
		return nil, err
	}
	return f, nil
}

// MkdirTemp makes a new directory in dir, with a name as CreateTemp's, and returns the name.
func MkdirTemp(dir, pattern string) (string, error) {
	var made string
	err := tryNames("mkdirtemp", dir, pattern, func(name string) error {
		made = name
		err := Mkdir(name, 0700)
		if IsNotExist(err) {
			if _, err := Stat(dirOf(name)); IsNotExist(err) {
				return err
			}
		}
		return err
	})
	if err != nil {
		return "", err
	}
	return made, nil
}

func dirOf(name string) string {
	i := len(name) - 1
	for i > 0 && name[i] != '/' {
		i--
	}
	return name[:i]
}

// tryNames calls try with new names until one does not exist yet.
func tryNames(op, dir, pattern string, try func(name string) error) error {
	if dir == "" {
		dir = TempDir()
	}
	prefix, suffix := pattern, ""
	for i := len(pattern) - 1; i >= 0; i-- {
		if pattern[i] == '*' && suffix == "" && prefix == pattern {
			prefix, suffix = pattern[:i], pattern[i+1:]
		}
		if pattern[i] == PathSeparator {
			return &PathError{Op: op, Path: pattern, Err: errors.New("pattern contains path separator")}
		}
	}
	if dir[len(dir)-1] != '/' {
		dir += "/"
	}
	for attempt := 0; ; attempt++ {
		name := dir + prefix + utoa(uint(randomNumber())) + suffix
		err := try(name)
		if !IsExist(err) {
			return err
		}
		if attempt >= 10000 {
			return &PathError{Op: op, Path: dir + prefix + "*" + suffix, Err: ErrExist}
		}
	}
}

func utoa(n uint) string {
	var buf [20]byte
	i := len(buf)
	for {
		i--
		buf[i] = byte('0' + n%10)
		if n /= 10; n == 0 {
			return string(buf[i:])
		}
	}
}

func itoa(n int) string {
	if n < 0 {
		return "-" + utoa(uint(-n))
	}
	return utoa(uint(n))
}
