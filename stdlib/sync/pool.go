package sync

// A Pool is a set of temporary objects; what is not used for two collections is dropped.
//
// The collector ages the pools that have objects: natives.cpp knows the layout, and that a locked pool is in use.
type Pool struct {
	noCopy noCopy
	m      Mutex
	items  []any
	older  []any // put before the latest collection
	listed bool  // known to the collector

	// New, if not nil, generates a value when Get would otherwise return nil.
	New func() any
}

// poolList makes the pool known to the collector until a collection finds it empty.
func poolList(p *Pool)

// Put adds x to the pool.
func (p *Pool) Put(x any) {
	if x == nil {
		return
	}
	p.m.Lock()
	p.items = append(p.items, x)
	if !p.listed {
		p.listed = true
		poolList(p)
	}
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
