// run
// env: ZONEINFO=/nowhere
// Locations of the system, and of package time/tzdata where the system has none.
package main

import (
	"fmt"
	"os"
	"time"
	_ "time/tzdata"
)

func main() {
	t := time.Date(2024, 7, 1, 12, 0, 0, 0, time.UTC)
	for _, name := range []string{"Europe/Berlin", "America/Los_Angeles", "Asia/Kolkata", "US/Pacific", "No/Where", "../etc", ""} {
		l, err := time.LoadLocation(name)
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(l, t.In(l))
	}
	os.Setenv("ZONEINFO", "nothing.zip")
	_, err := time.LoadLocation("No/Where")
	fmt.Println(err)
}
