package syntax

// parseTree parses s and returns its tree as numbers, in preorder: op, flags, min, max, capture, where its name begins in s,
// the name's length, number of runes, the runes, number of subexpressions. Without success it fills err.
func parseTree(s string, flags Flags, err *Error) []int32

// Parse parses a regular expression string s, controlled by the specified Flags, and returns a regular expression parse
// tree.
func Parse(s string, flags Flags) (*Regexp, error) {
	var err Error
	list := parseTree(s, flags, &err)
	if list == nil {
		return nil, &err
	}
	d := decoder{s, list}
	return d.node(), nil
}

type decoder struct {
	expr string
	rest []int32
}

func (d *decoder) next() int {
	x := d.rest[0]
	d.rest = d.rest[1:]
	return int(x)
}

func (d *decoder) node() *Regexp {
	re := &Regexp{Op: Op(d.next()), Flags: Flags(d.next()), Min: d.next(), Max: d.next(), Cap: d.next()}
	at := d.next()
	re.Name = d.expr[at : at+d.next()]
	if n := d.next(); n > 0 || re.Op == OpCharClass {
		re.Rune = append(re.Rune0[:0], d.rest[:n]...)
		d.rest = d.rest[n:]
	}
	if n := d.next(); n > 0 {
		re.Sub = re.Sub0[:0]
		for ; n > 0; n-- {
			re.Sub = append(re.Sub, d.node())
		}
	}
	return re
}
