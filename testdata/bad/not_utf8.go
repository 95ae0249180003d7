package main

// ÿþ
func main() {
	println("Ã(")
	xÿ := 1
}
