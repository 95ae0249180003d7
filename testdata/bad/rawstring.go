package main

func main() {
	println(`no end)
}
