// Package tabwriter aligns columns of text whose cells end in tabs ("elastic tabstops").
//
// Text is buffered as lines of cells. A column is a run of consecutive lines that have a
// tab-ended cell at the same position; its cells get the width of the widest. Since a column
// can be inside another's run of lines, layout is recursive: column by column from the left.
package tabwriter

import (
	"io"
	"unicode/utf8"
)

// Flags of a Writer.
const (
	// FilterHTML ignores HTML tags and counts entities as one character.
	FilterHTML uint = 1 << iota
	// StripEscape removes the Escape characters around escaped text.
	StripEscape
	// AlignRight aligns cells at the right.
	AlignRight
	// DiscardEmptyColumns drops columns of empty cells that all end in vertical tabs.
	DiscardEmptyColumns
	// TabIndent indents with tabs whatever the padding character is.
	TabIndent
	// Debug shows column borders as | and form feeds as ---.
	Debug
)

// Escape brackets text that is copied as it is. The byte cannot occur in UTF-8.
const Escape = '\xff'

// cell is a piece of the buffered text.
type cell struct {
	size  int  // bytes
	width int  // characters
	htab  bool // ended by a tab, not a vertical tab or line break
}

// Writer aligns what is written to it and passes it on.
type Writer struct {
	out      io.Writer
	minWidth int
	tabWidth int
	padding  int
	pad      byte
	flags    uint

	buf    []byte   // text of the cells, without their ends
	pos    int      // buf[:pos] is counted in widths
	cell   cell     // being read
	end    byte     // that ends the escape, tag or entity being read; 0 outside of them
	lines  [][]cell // the last is being read
	widths []int    // of the columns to the left, during layout
	err    error    // first error of out since the last flush
}

// NewWriter returns a new Writer; see Init.
func NewWriter(output io.Writer, minwidth, tabwidth, padding int, padchar byte, flags uint) *Writer {
	return new(Writer).Init(output, minwidth, tabwidth, padding, padchar, flags)
}

// Init sets a Writer up: the least width of a cell, the width of a tab, what is added to the
// widest cell, the character to pad with (a tab makes all widths multiples of tabwidth and
// aligns left), and flags.
func (b *Writer) Init(output io.Writer, minwidth, tabwidth, padding int, padchar byte, flags uint) *Writer {
	if minwidth < 0 || tabwidth < 0 || padding < 0 {
		panic("negative minwidth, tabwidth, or padding")
	}
	if padchar == '\t' {
		flags &^= AlignRight // tabs can only fill up to a stop
	}
	*b = Writer{out: output, minWidth: minwidth, tabWidth: tabwidth, padding: padding, pad: padchar, flags: flags}
	b.reset()
	return b
}

func (b *Writer) has(flag uint) bool { return b.flags&flag != 0 }

// reset forgets the buffered text.
func (b *Writer) reset() {
	b.buf = b.buf[:0]
	b.pos = 0
	b.cell = cell{}
	b.end = 0
	b.lines = append(b.lines[:0], nil)
	b.widths = b.widths[:0]
}

// Write buffers text and passes on what later text cannot change any more.
func (b *Writer) Write(buf []byte) (n int, err error) {
	n = 0 // buf[:n] is dealt with
	for i, c := range buf {
		if b.end != 0 {
			if c == b.end {
				n = b.endSpecial(buf, n, i)
			}
			continue
		}
		switch c {
		case '\t', '\v', '\n', '\f':
			b.text(buf[n:i])
			n = i + 1
			b.endCell(c)
			if b.err != nil {
				return n, b.takeErr()
			}
		case Escape:
			b.text(buf[n:i])
			n = i
			if b.has(StripEscape) {
				n++
			}
			b.end = Escape
		case '<', '&':
			if b.has(FilterHTML) {
				b.text(buf[n:i])
				n = i
				if b.end = '>'; c == '&' {
					b.end = ';'
				}
			}
		}
	}
	b.buf = append(b.buf, buf[n:]...)
	b.cell.size += len(buf) - n
	return len(buf), nil
}

func (b *Writer) takeErr() error {
	err := b.err
	b.err = nil
	return err
}

// text adds ordinary text to the cell.
func (b *Writer) text(t []byte) {
	b.buf = append(b.buf, t...)
	b.cell.size += len(t)
	b.count()
}

// count adds the width of the text since pos to the cell's.
func (b *Writer) count() {
	b.cell.width += utf8.RuneCount(b.buf[b.pos:])
	b.pos = len(b.buf)
}

// endSpecial adds the rest of an escape, tag or entity, buf[n:i] and its end at i.
func (b *Writer) endSpecial(buf []byte, n, i int) int {
	last := i + 1
	if b.end == Escape && b.has(StripEscape) {
		last = i
	}
	b.buf = append(b.buf, buf[n:last]...)
	b.cell.size += last - n
	b.closeSpecial()
	return i + 1
}

// closeSpecial gives what was escaped its width.
func (b *Writer) closeSpecial() {
	switch b.end {
	case Escape:
		b.count()
		if !b.has(StripEscape) {
			b.cell.width -= 2 // the Escapes show no characters
		}
	case ';':
		b.cell.width++
	}
	b.pos = len(b.buf)
	b.end = 0
}

// endCell ends the cell, and for a line break the line too.
func (b *Writer) endCell(c byte) {
	cells := b.addCell(c == '\t')
	if c == '\t' || c == '\v' {
		return
	}
	b.lines = append(b.lines, nil)
	// A line of one cell ends all columns: nothing before it can change any more.
	if c == '\f' || cells == 1 {
		b.layout("Write")
		if c == '\f' && b.has(Debug) {
			b.write([]byte("---\n"))
		}
	}
}

// addCell adds the cell to its line and returns how many there are.
func (b *Writer) addCell(htab bool) int {
	b.cell.htab = htab
	line := &b.lines[len(b.lines)-1]
	*line = append(*line, b.cell)
	b.cell = cell{}
	return len(*line)
}

// Flush passes on everything; text that follows does not align with what was before.
func (b *Writer) Flush() error {
	b.layout("Flush")
	return b.takeErr()
}

// layout writes all that is buffered, on behalf of operation op.
func (b *Writer) layout(op string) {
	defer func() {
		if recover() != nil { // of the destination
			b.reset()
			panic("tabwriter: panic during " + op)
		}
	}()
	if b.cell.size > 0 {
		if b.end != 0 {
			b.closeSpecial() // unfinished
		}
		b.addCell(false)
	}
	b.block(0, 0, len(b.lines))
	b.reset()
}

// block writes lines [first, last), whose text begins at pos, where the columns in widths are
// settled. It returns the position after their text.
func (b *Writer) block(pos, first, last int) int {
	column := len(b.widths)
	for i := first; i < last; i++ {
		if !b.hasColumn(i, column) {
			continue
		}
		pos = b.settled(pos, first, i)
		first = i
		for i < last && b.hasColumn(i, column) {
			i++
		}
		b.widths = append(b.widths, b.columnWidth(column, first, i))
		pos = b.block(pos, first, i)
		b.widths = b.widths[:column]
		first = i
	}
	return b.settled(pos, first, last)
}

// hasColumn reports whether a line has a cell in the column; its last cell is in none.
func (b *Writer) hasColumn(line, column int) bool { return column < len(b.lines[line])-1 }

// columnWidth returns the width of the column in lines [first, last).
func (b *Writer) columnWidth(column, first, last int) int {
	width := b.minWidth
	empty := true
	for _, line := range b.lines[first:last] {
		c := line[column]
		if w := c.width + b.padding; w > width {
			width = w
		}
		if c.width > 0 || c.htab {
			empty = false
		}
	}
	if empty && b.has(DiscardEmptyColumns) {
		return 0
	}
	return width
}

// settled writes lines [first, last), whose columns are all settled.
func (b *Writer) settled(pos, first, last int) int {
	for i := first; i < last; i++ {
		indent := b.has(TabIndent)
		for j, c := range b.lines[i] {
			if j > 0 && b.has(Debug) {
				b.write([]byte{'|'})
			}
			text := b.buf[pos : pos+c.size]
			pos += c.size
			if c.size > 0 {
				indent = false
			}
			if !b.has(AlignRight) || c.size == 0 {
				b.write(text)
			}
			if j < len(b.widths) {
				b.fill(c.width, b.widths[j], indent)
			}
			if b.has(AlignRight) && c.size > 0 {
				b.write(text)
			}
		}
		if i+1 < len(b.lines) {
			b.write([]byte{'\n'})
		}
	}
	return pos
}

// fill pads text of the given width to the width of its column.
func (b *Writer) fill(textWidth, width int, tabs bool) {
	if b.pad != '\t' && !tabs {
		b.repeat(b.pad, width-textWidth)
		return
	}
	if b.tabWidth == 0 {
		return
	}
	stops := (width + b.tabWidth - 1) / b.tabWidth
	b.repeat('\t', (stops*b.tabWidth-textWidth+b.tabWidth-1)/b.tabWidth)
}

func (b *Writer) repeat(c byte, n int) {
	if n <= 0 {
		return
	}
	run := make([]byte, n)
	for i := range run {
		run[i] = c
	}
	b.write(run)
}

// write passes text on, until an error occurs.
func (b *Writer) write(text []byte) {
	if b.err != nil || len(text) == 0 {
		return
	}
	n, err := b.out.Write(text)
	if err == nil && n != len(text) {
		err = io.ErrShortWrite
	}
	b.err = err
}
