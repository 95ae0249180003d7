// The environment: a copy of what the instance began with, changed by Setenv and passed on to
// processes that are started. Lookups are linear; building an index costs more than most
// programs would gain by it.
package syscall

import "sync"

var env struct {
	sync.RWMutex
	loaded bool
	list   []string // key=value; the first of several for a key counts
}

// loadEnv fetches the environment at the first use and returns with the lock held.
func loadEnv() {
	env.Lock()
	if !env.loaded {
		env.list = runtimeEnvs()
		env.loaded = true
	}
}

// findEnv returns the index of key's entry from i on, or -1.
func findEnv(key string, i int) int {
	n := len(key)
	for ; i < len(env.list); i++ {
		s := env.list[i]
		if len(s) > n && s[n] == '=' && s[:n] == key {
			return i
		}
	}
	return -1
}

// hasEquals reports whether a key is impossible.
func hasEquals(key string) bool {
	for i := 0; i < len(key); i++ {
		if key[i] == '=' {
			return true
		}
	}
	return false
}

// Getenv returns the value of an environment variable and whether it is set.
func Getenv(key string) (value string, found bool) {
	if len(key) == 0 || hasEquals(key) {
		return "", false
	}
	env.RLock()
	if !env.loaded {
		env.RUnlock()
		loadEnv()
		env.Unlock()
		env.RLock()
	}
	defer env.RUnlock()
	i := findEnv(key, 0)
	if i < 0 {
		return "", false
	}
	return env.list[i][len(key)+1:], true
}

// noteDebug tells the runtime of changes that matter to it.
func noteDebug(key, value string) {
	if key == "GODEBUG" {
		setDebug(value)
	}
}

// Setenv sets an environment variable.
func Setenv(key, value string) error {
	if len(key) == 0 || hasEquals(key) || hasNUL(key) || hasNUL(value) {
		return EINVAL
	}
	loadEnv()
	defer env.Unlock()
	noteDebug(key, value)
	entry := key + "=" + value
	if i := findEnv(key, 0); i >= 0 {
		env.list[i] = entry
	} else {
		env.list = append(env.list, entry)
	}
	return nil
}

// Unsetenv removes an environment variable.
func Unsetenv(key string) error {
	if hasEquals(key) {
		return nil
	}
	loadEnv()
	defer env.Unlock()
	noteDebug(key, "")
	for i := findEnv(key, 0); i >= 0; i = findEnv(key, i) {
		copy(env.list[i:], env.list[i+1:])
		env.list = env.list[:len(env.list)-1]
	}
	return nil
}

// Clearenv removes all environment variables.
func Clearenv() {
	loadEnv()
	env.list = nil
	setDebug("")
	env.Unlock()
}

// Environ returns a copy of the environment, one entry for each variable.
func Environ() []string {
	loadEnv()
	defer env.Unlock()
	list := make([]string, 0, len(env.list))
	seen := make(map[string]bool, len(env.list))
	for _, s := range env.list {
		key := s
		for i := 0; i < len(s); i++ {
			if s[i] == '=' {
				key = s[:i]
				break
			}
		}
		if s != "" && !seen[key] {
			seen[key] = true
			list = append(list, s)
		}
	}
	return list
}
