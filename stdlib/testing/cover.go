package testing

// CoverBlock is a piece of code whose execution is counted.
type CoverBlock struct {
	Line0 uint32
	Col0  uint16
	Line1 uint32
	Col1  uint16
	Stmts uint16
}

// Cover holds counters as the go command makes them.
type Cover struct {
	Mode            string
	Counters        map[string][]uint32
	Blocks          map[string][]CoverBlock
	CoveredPackages string
}

var cover Cover

// RegisterCover sets the counters.
func RegisterCover(c Cover) { cover = c }

// CoverMode returns how code is counted, "" if it is not.
func CoverMode() string { return cover.Mode }

// Coverage returns the part of the code that was executed.
func Coverage() float64 {
	var n, total int64
	for _, counters := range cover.Counters {
		for _, c := range counters {
			if c > 0 {
				n++
			}
			total++
		}
	}
	if total == 0 {
		return 0
	}
	return float64(n) / float64(total)
}
