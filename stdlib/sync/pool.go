package sync

// A Pool is a set of temporary objects; what is not used for two collections is dropped.
type Pool struct {
	noCopy noCopy
	m      Mutex
	cycle  uint32 // collections seen
	items  []any
	older  []any // put before the latest collection

	// New, if not nil, generates a value when Get would otherwise return nil.
	New func() any
}

// gcCycles returns the number of collections so far.
func gcCycles() uint32

// age drops or demotes items when collections have run since the last look.
func (p *Pool) age() {
	now := gcCycles()
	switch now - p.cycle {
	case 0:
		return
	case 1:
		p.older, p.items = p.items, nil
	default:
		p.older, p.items = nil, nil
	}
	p.cycle = now
}

// Put adds x to the pool.
func (p *Pool) Put(x any) {
	if x == nil {
		return
	}
	p.m.Lock()
	p.age()
	p.items = append(p.items, x)
	p.m.Unlock()
}

func pop(list *[]any) any {
	n := len(*list) - 1
	if n < 0 {
		return nil
	}
	x := (*list)[n]
	(*list)[n] = nil
	*list = (*list)[:n]
	return x
}

// Get selects an arbitrary item from the Pool, removes it, and returns it.
func (p *Pool) Get() any {
	p.m.Lock()
	p.age()
	x := pop(&p.items)
	if x == nil {
		x = pop(&p.older)
	}
	p.m.Unlock()
	if x == nil && p.New != nil {
		x = p.New()
	}
	return x
}
