package sync

// Map is a map[any]any that is safe for concurrent use. The zero Map is empty and ready for use.
type Map struct {
	noCopy noCopy
	mu     RWMutex
	m      map[any]any
}

// Load returns the value stored in the map for a key, or nil.
func (m *Map) Load(key any) (value any, ok bool) {
	m.mu.RLock()
	value, ok = m.m[key]
	m.mu.RUnlock()
	return value, ok
}

// Store sets the value for a key.
func (m *Map) Store(key, value any) {
	m.Swap(key, value)
}

// locked runs f with the map locked for writing; f may panic, on a key that can't be hashed.
func (m *Map) locked(f func()) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.m == nil {
		m.m = make(map[any]any)
	}
	f()
}

// LoadOrStore returns the existing value for the key if present, else stores and returns the given value.
func (m *Map) LoadOrStore(key, value any) (actual any, loaded bool) {
	if actual, loaded = m.Load(key); loaded {
		return actual, true
	}
	m.locked(func() {
		if actual, loaded = m.m[key]; !loaded {
			m.m[key] = value
			actual = value
		}
	})
	return actual, loaded
}

// LoadAndDelete deletes the value for a key, returning the previous value if any.
func (m *Map) LoadAndDelete(key any) (value any, loaded bool) {
	m.locked(func() {
		value, loaded = m.m[key]
		delete(m.m, key)
	})
	return value, loaded
}

// Delete deletes the value for a key.
func (m *Map) Delete(key any) { m.LoadAndDelete(key) }

// Swap swaps the value for a key and returns the previous value if any.
func (m *Map) Swap(key, value any) (previous any, loaded bool) {
	m.locked(func() {
		previous, loaded = m.m[key]
		m.m[key] = value
	})
	return previous, loaded
}

// CompareAndSwap swaps the old and new values for key if the value stored in the map is equal to old.
func (m *Map) CompareAndSwap(key, old, new any) (swapped bool) {
	m.locked(func() {
		if v, ok := m.m[key]; ok && v == old {
			m.m[key] = new
			swapped = true
		}
	})
	return swapped
}

// CompareAndDelete deletes the entry for key if its value is equal to old.
func (m *Map) CompareAndDelete(key, old any) (deleted bool) {
	m.locked(func() {
		if v, ok := m.m[key]; ok && v == old {
			delete(m.m, key)
			deleted = true
		}
	})
	return deleted
}

// Clear deletes all the entries.
func (m *Map) Clear() {
	m.locked(func() { clear(m.m) })
}

// Range calls f sequentially for each key and value present in the map, until f returns false. f may use the map.
func (m *Map) Range(f func(key, value any) bool) {
	m.mu.RLock()
	keys := make([]any, 0, len(m.m))
	for k := range m.m {
		keys = append(keys, k)
	}
	m.mu.RUnlock()
	for _, k := range keys {
		if v, ok := m.Load(k); ok && !f(k, v) {
			return
		}
	}
}
