// Package path handles slash-separated paths, as in URLs, by their text alone.
// Paths of the operating system are package path/filepath's business; patterns
// are in match.go.
package path

// Clean is the shortest path equivalent to p: without repeated slashes, "."
// elements, ".." elements after others or at the root, and a trailing slash
// except for the root's. It is "." for an empty path.
func Clean(p string) string {
	if p == "" {
		return "."
	}
	// The result is a prefix of p until it differs, and buf[:n] from then on.
	out := cleaned{p: p}
	i := 0
	if p[0] == '/' {
		out.put('/')
		i = 1
	}
	floor := out.n // ".." removes nothing before this
	for i < len(p) {
		end := i
		for end < len(p) && p[end] != '/' {
			end++
		}
		switch elem := p[i:end]; {
		case elem == "" || elem == ".":
		case elem != "..":
			out.element(elem)
		case out.n > floor:
			out.n--
			for out.n > floor && out.at(out.n) != '/' {
				out.n--
			}
		case p[0] != '/':
			out.element("..")
			floor = out.n
		}
		i = end + 1
	}
	if out.n == 0 {
		return "."
	}
	return out.string()
}

// cleaned is a path being put together, which most often is a prefix of p.
type cleaned struct {
	p   string
	buf []byte // nil as long as p[:n] is the result
	n   int
}

func (c *cleaned) at(i int) byte {
	if c.buf != nil {
		return c.buf[i]
	}
	return c.p[i]
}

func (c *cleaned) put(b byte) {
	if c.buf == nil {
		if c.n < len(c.p) && c.p[c.n] == b {
			c.n++
			return
		}
		c.buf = make([]byte, len(c.p))
		copy(c.buf, c.p[:c.n])
	}
	c.buf[c.n] = b
	c.n++
}

// element appends a slash, except behind the root's, and the element.
func (c *cleaned) element(elem string) {
	if c.n > 1 || c.n == 1 && c.p[0] != '/' {
		c.put('/')
	}
	for i := 0; i < len(elem); i++ {
		c.put(elem[i])
	}
}

func (c *cleaned) string() string {
	if c.buf != nil {
		return string(c.buf[:c.n])
	}
	return c.p[:c.n]
}

// lastSlash is the index of the last slash in s, or -1.
func lastSlash(s string) int {
	i := len(s) - 1
	for i >= 0 && s[i] != '/' {
		i--
	}
	return i
}

// Split cuts p behind its last slash; p is dir+file. Without a slash dir is
// empty.
func Split(p string) (dir, file string) {
	i := lastSlash(p) + 1
	return p[:i], p[i:]
}

// Join joins the elements with slashes, without the empty ones, and cleans the
// result. It is empty if there are no elements.
func Join(elem ...string) string {
	size := len(elem)
	for _, e := range elem {
		size += len(e)
	}
	buf := make([]byte, 0, size)
	for _, e := range elem {
		if e == "" {
			continue
		}
		if len(buf) > 0 {
			buf = append(buf, '/')
		}
		buf = append(buf, e...)
	}
	if len(buf) == 0 {
		return ""
	}
	return Clean(string(buf))
}

// Ext is the part of p's last element from its last dot on; it is empty
// without a dot.
func Ext(p string) string {
	for i := len(p) - 1; i >= 0 && p[i] != '/'; i-- {
		if p[i] == '.' {
			return p[i:]
		}
	}
	return ""
}

// Base is p's last element, trailing slashes apart: "." for an empty path, "/"
// for one of slashes only.
func Base(p string) string {
	if p == "" {
		return "."
	}
	for len(p) > 0 && p[len(p)-1] == '/' {
		p = p[:len(p)-1]
	}
	if p = p[lastSlash(p)+1:]; p == "" {
		return "/"
	}
	return p
}

// IsAbs reports whether p begins with a slash.
func IsAbs(p string) bool {
	return len(p) > 0 && p[0] == '/'
}

// Dir is p without its last element, cleaned: "." for an empty path and for
// one without a slash.
func Dir(p string) string {
	dir, _ := Split(p)
	return Clean(dir)
}
