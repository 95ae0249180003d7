// check
// Statements and expressions that do not parse.
package p

func f() {
	if {} // ERROR "syntax error: missing condition in if statement"
	if x := 1; {} // ERROR "syntax error: missing condition in if statement"
	if x = 1 {} // ERROR "syntax error: cannot use assignment x = 1 as value"
	if a + b = c && d {} // ERROR "syntax error: cannot use assignment (a + b) = (c && d) as value"
	if x := f() {} // ERROR "syntax error: cannot use x := f() as value"
	if x++ {} // ERROR "syntax error: cannot use x++ as value"
	if var x = 1; x {} // ERROR "syntax error: var declaration not allowed in if initializer"
	for i := 0; { // ERROR "syntax error: unexpected {, expected for loop condition"
	}
	for i := 0; i < 10 { // ERROR "syntax error: unexpected {, expected semicolon or newline"
	} // ERROR "syntax error: unexpected }, expected expression"
}

func g() {
	for i := 0; i < 10; j := 1 {} // ERROR "syntax error: cannot declare in post statement of for loop"
	if x {} else return // ERROR "syntax error: else must be followed by if or statement block"
	a, b // ERROR "syntax error: unexpected newline, expected := or = or comma"
	x y // ERROR "syntax error: unexpected y at end of statement"
	go (f()) // ERROR "expression in go must not be parenthesized"
	defer (f)() // fine: the parentheses are within the call
	a[] = 1 // ERROR "syntax error: unexpected ], expected operand"
	_ = a[1 2] // ERROR "syntax error: unexpected literal 2, expected comma, : or ]"
	_ = a[1::2] // ERROR "middle index required in 3-index slice"
	_ = a[1:2:] // ERROR "final index required in 3-index slice"
	_ = x.1 // ERROR "syntax error: unexpected literal .1 at end of statement"
	_ = x.*; // ERROR "syntax error: unexpected *, expected name or ("
}

func complits() {
	_ = (T){} // ERROR "syntax error: cannot parenthesize type in composite literal"
	_ = T{1, 2 // ERROR "syntax error: unexpected newline in composite literal; possibly missing comma or }"
	}
}

func calls() {
	f(1, 2 // ERROR "syntax error: unexpected newline in argument list; possibly missing comma or )"
	)
}

func channel() {
	_ = <-chan<- int // ERROR "syntax error: unexpected int, expected chan"
}

func operand() {
	_ = ) // ERROR "syntax error: unexpected ), expected expression"
}

func h() {
	var x = range y // ERROR "syntax error: unexpected range, expected expression"
}

func i() {
	for var i = 0; i < 1; i++ { // ERROR "syntax error: var declaration not allowed in for initializer"
	}
}

func clauses() {
	switch x { foo } // ERROR "syntax error: unexpected foo, expected case or default or }"
	} // recovery has eaten the first one
}

func last() {
	L: } // ERROR "label L defined and not used"

