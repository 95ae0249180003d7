// Scanning of single operands: which text each type and verb accepts, and its conversion.
package fmt

import (
	"errors"
	"io"
	"math"
	"reflect"
	"strconv"
	"unicode/utf8"
)

var (
	errBool    = errors.New("syntax error scanning boolean")
	errComplex = errors.New("syntax error scanning complex number")
)

// operands scans a without a format.
func (s *scanner) operands(a []any) (n int, err error) {
	for _, arg := range a {
		s.operand('v', arg)
		if s.err != nil {
			return n, s.err
		}
		n++
	}
	if s.newlineEnds {
		s.lineEnd()
	}
	return n, s.err
}

// lineEnd reads up to the newline, before which only spaces may come.
func (s *scanner) lineEnd() {
	for {
		r := s.next()
		if r == '\n' || r == noRune {
			return
		}
		if !isSpace(r) {
			s.failText("expected newline")
			return
		}
	}
}

// operand scans into the variable that arg points to.
func (s *scanner) operand(verb rune, arg any) {
	s.token = s.token[:0]
	if v, ok := arg.(Scanner); ok {
		err := v.Scan(s, verb)
		if err == io.EOF {
			err = io.ErrUnexpectedEOF
		}
		if err != nil {
			s.fail(err)
		}
		return
	}
	switch v := arg.(type) {
	case *int:
		if i := s.integer(verb, 64); s.err == nil {
			*v = int(i)
		}
	case *string:
		if str := s.text(verb); s.err == nil {
			*v = str
		}
	case *float64:
		if s.verb(verb, floatVerbs, "float64") {
			s.begin()
			if f := s.float(64); s.err == nil {
				*v = f
			}
		}
	case *float32:
		if s.verb(verb, floatVerbs, "float32") {
			s.begin()
			if f := s.float(32); s.err == nil {
				*v = float32(f)
			}
		}
	case *[]byte:
		if str := s.text(verb); s.err == nil {
			*v = []byte(str)
		}
	default:
		s.reflected(verb, arg)
	}
}

// reflected continues operand with all other types, sorted by kind.
func (s *scanner) reflected(verb rune, arg any) {
	ptr := reflect.ValueOf(arg)
	if ptr.Kind() != reflect.Pointer {
		s.failText("type not a pointer: " + ptr.Type().String())
		return
	}
	v := ptr.Elem()
	switch v.Kind() {
	case reflect.Bool:
		if b := s.boolean(verb); s.err == nil {
			v.SetBool(b)
		}
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		if i := s.integer(verb, v.Type().Bits()); s.err == nil {
			v.SetInt(i)
		}
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		if u := s.unsigned(verb, v.Type().Bits()); s.err == nil {
			v.SetUint(u)
		}
	case reflect.Float32, reflect.Float64:
		s.begin()
		if f := s.float(v.Type().Bits()); s.err == nil {
			v.SetFloat(f)
		}
	case reflect.Complex64, reflect.Complex128:
		if c := s.complex(verb, v.Type().Bits()); s.err == nil {
			v.SetComplex(c)
		}
	case reflect.String:
		if str := s.text(verb); s.err == nil {
			v.SetString(str)
		}
	default:
		if v.Kind() != reflect.Slice || v.Type().Elem().Kind() != reflect.Uint8 {
			s.failText("can't scan type: " + ptr.Type().String())
			return
		}
		if str := s.text(verb); s.err == nil {
			s.setBytes(v, str)
		}
	}
}

// setBytes stores str in v, a slice of some byte type.
func (s *scanner) setBytes(v reflect.Value, str string) {
	v.Set(reflect.MakeSlice(v.Type(), len(str), len(str)))
	for i := 0; i < len(str); i++ {
		v.Index(i).SetUint(uint64(str[i]))
	}
}

const floatVerbs = "beEfFgGv"

// verb fails unless verb is one of allowed.
func (s *scanner) verb(verb rune, allowed, typ string) bool {
	for i := 0; i < len(allowed); i++ {
		if rune(allowed[i]) == verb {
			return true
		}
	}
	s.failText("bad verb '%" + string(verb) + "' for " + typ)
	return false
}

// boolean accepts 0, 1, t, f, true and false in any case.
func (s *scanner) boolean(verb rune) bool {
	s.begin()
	if s.err != nil || !s.verb(verb, "tv", "boolean") {
		return false
	}
	switch s.next() {
	case '1':
		return true
	case 't', 'T':
		if s.take("rR") && (!s.take("uU") || !s.take("eE")) {
			s.fail(errBool)
		}
		return true
	case 'f', 'F':
		if s.take("aA") && (!s.take("lL") || !s.take("sS") || !s.take("eE")) {
			s.fail(errBool)
		}
	}
	return false
}

// integer scans a signed integer of the given size.
func (s *scanner) integer(verb rune, bits int) int64 {
	if verb == 'c' {
		return s.character(bits)
	}
	base, ok := s.integerToken(verb, true)
	if !ok {
		return 0
	}
	tok := string(s.token)
	i, err := strconv.ParseInt(tok, base, 64)
	if err != nil {
		s.fail(err)
	} else if shift := uint(64 - bits); i<<shift>>shift != i {
		s.failText("integer overflow on token " + tok)
	}
	return i
}

// unsigned scans an unsigned integer of the given size.
func (s *scanner) unsigned(verb rune, bits int) uint64 {
	if verb == 'c' {
		return uint64(s.character(bits))
	}
	base, ok := s.integerToken(verb, false)
	if !ok {
		return 0
	}
	tok := string(s.token)
	u, err := strconv.ParseUint(tok, base, 64)
	if err != nil {
		s.fail(err)
	} else if shift := uint(64 - bits); u<<shift>>shift != u {
		s.failText("unsigned integer overflow on token " + tok)
	}
	return u
}

// character scans one rune, which must fit in the given size.
func (s *scanner) character(bits int) int64 {
	s.need()
	r := s.next()
	if s.err != nil {
		return 0
	}
	if shift := uint(64 - bits); int64(r)<<shift>>shift != int64(r) {
		s.failText("overflow on character value " + string(r))
	}
	return int64(r)
}

// integerToken puts the text of an integer into the token and returns its base for strconv:
// 0 where a prefix in the text decides.
func (s *scanner) integerToken(verb rune, signed bool) (base int, ok bool) {
	s.begin()
	if s.err != nil || !s.verb(verb, "bdoUxXv", "integer") {
		return 0, false
	}
	digits, found, underscore := 10, false, false
	switch verb {
	case 'b':
		digits = 2
	case 'o':
		digits = 8
	case 'x', 'X', 'U':
		digits = 16
	}
	base = digits
	if verb == 'U' {
		if s.next() != 'U' || s.next() != '+' {
			s.failText("bad unicode format ")
			return 0, false
		}
	} else {
		if signed {
			s.take("+-")
		}
		if verb == 'v' {
			base, underscore = 0, true
			digits, found = s.basePrefix()
		}
	}
	if !found {
		s.need()
	}
	n := len(s.token)
	s.takeDigits(digits, underscore)
	if !found && len(s.token) == n {
		s.failText("expected integer")
	}
	return base, s.err == nil
}

// basePrefix takes the prefix of an integer literal and returns the base that it announces
// and whether it holds a digit already.
func (s *scanner) basePrefix() (digits int, found bool) {
	if !s.take("0") {
		return 10, false
	}
	switch {
	case s.take("bB"):
		return 2, true
	case s.take("xX"):
		return 16, true
	}
	s.take("oO")
	return 8, true
}

// takeDigits moves a run of digits, and underscores if allowed, to the token.
func (s *scanner) takeDigits(base int, underscore bool) {
	for {
		r := s.next()
		if r == noRune {
			return
		}
		if d := digitValue(r); d >= base && !(underscore && r == '_') {
			s.UnreadRune()
			return
		}
		s.token = append(s.token, byte(r))
	}
}

// digitValue returns the value of a hexadecimal digit, or 16 for another rune.
func digitValue(r rune) int {
	switch {
	case '0' <= r && r <= '9':
		return int(r - '0')
	case 'a' <= r && r <= 'f':
		return int(r-'a') + 10
	case 'A' <= r && r <= 'F':
		return int(r-'A') + 10
	}
	return 16
}

// floatToken puts the text of a floating-point number into the token. It is liberal, as
// strconv checks the syntax.
func (s *scanner) floatToken() string {
	s.token = s.token[:0]
	if s.take("nN") && s.take("aA") && s.take("nN") {
		return string(s.token)
	}
	s.take("+-")
	if s.take("iI") && s.take("nN") && s.take("fF") {
		return string(s.token)
	}
	base, exponent := 10, "eEpP"
	if s.take("0") && s.take("xX") {
		base, exponent = 16, "pP"
	}
	s.takeDigits(base, true)
	if s.take(".") {
		s.takeDigits(base, true)
	}
	if s.take(exponent) {
		s.take("+-")
		s.takeDigits(10, true)
	}
	return string(s.token)
}

// float scans a floating-point number, to the precision of the given size.
func (s *scanner) float(bits int) float64 {
	if s.err != nil {
		return 0
	}
	return s.parseFloat(s.floatToken(), bits)
}

// parseFloat converts str. Beyond strconv's syntax it knows a decimal mantissa with a binary
// exponent, which is what %b prints.
func (s *scanner) parseFloat(str string, bits int) float64 {
	cut := binaryExponent(str)
	if cut < 0 {
		f, err := strconv.ParseFloat(str, bits)
		if err != nil {
			s.fail(err)
		}
		return f
	}
	f, err := strconv.ParseFloat(str[:cut], bits)
	exponent := 0
	if err == nil {
		exponent, err = strconv.Atoi(str[cut+1:])
	}
	if err != nil {
		if e, ok := err.(*strconv.NumError); ok {
			e.Num = str
		}
		s.fail(err)
	}
	return math.Ldexp(f, exponent)
}

// binaryExponent returns the offset of the p in a decimal number, or -1 if there is none.
func binaryExponent(str string) int {
	at := -1
	for i := 0; i < len(str); i++ {
		switch str[i] {
		case 'x', 'X':
			return -1
		case 'p':
			if at < 0 {
				at = i
			}
		}
	}
	return at
}

// complex scans a complex number, in parentheses or not.
func (s *scanner) complex(verb rune, bits int) complex128 {
	if !s.verb(verb, floatVerbs, "complex") {
		return 0
	}
	s.begin()
	if s.err != nil {
		return 0
	}
	parens := s.take("(")
	re := s.floatToken()
	s.token = s.token[:0]
	if !s.take("+-") {
		s.fail(errComplex)
		return 0
	}
	sign := string(s.token)
	im := sign + s.floatToken()
	if !s.take("i") || parens && !s.take(")") {
		s.fail(errComplex)
		return 0
	}
	return complex(s.parseFloat(re, bits/2), s.parseFloat(im, bits/2))
}

// text scans a string: a word, a quoted string, or pairs of hexadecimal digits.
func (s *scanner) text(verb rune) string {
	if !s.verb(verb, "svqxX", "string") {
		return ""
	}
	s.begin()
	if s.err != nil {
		return ""
	}
	switch verb {
	case 'q':
		return s.quoted()
	case 'x', 'X':
		return s.hex()
	}
	s.collect(notSpace)
	return string(s.token)
}

// quoted scans a string literal, in double quotes or back quotes.
func (s *scanner) quoted() string {
	switch s.next() {
	case '`':
		for {
			r := s.mustNext()
			if r == '`' || r == noRune {
				return string(s.token)
			}
			s.token = utf8.AppendRune(s.token, r)
		}
	case '"':
		s.untilQuote()
		if s.err != nil {
			return ""
		}
		str, err := strconv.Unquote(string(s.token))
		if err != nil {
			s.fail(err)
		}
		return str
	}
	s.failText("expected quoted string")
	return ""
}

// untilQuote collects a double-quoted literal whose first quote has been read. A rune after
// a backslash never ends it.
func (s *scanner) untilQuote() {
	s.token = append(s.token, '"')
	for {
		r := s.mustNext()
		if r == noRune {
			return
		}
		s.token = utf8.AppendRune(s.token, r)
		switch r {
		case '"':
			return
		case '\\':
			if r = s.mustNext(); r == noRune {
				return
			}
			s.token = utf8.AppendRune(s.token, r)
		}
	}
}

// hex scans bytes written as two hexadecimal digits each.
func (s *scanner) hex() string {
	for {
		r := s.next()
		if r == noRune {
			break
		}
		high := digitValue(r)
		if high == 16 {
			s.UnreadRune()
			break
		}
		low := digitValue(s.mustNext())
		if low == 16 {
			s.failText("illegal hex digit")
			return ""
		}
		s.token = append(s.token, byte(high<<4|low))
	}
	if len(s.token) == 0 {
		s.failText("no hex data for %x string")
	}
	return string(s.token)
}
