// Other places of time zone files: a zip archive, as Go distributes one, and what package time/tzdata brings along.
package time

import (
	"errors"
	"runtime"
	"syscall"
)

// embeddedZones is time/tzdata's function that returns the contents of a file.
var embeddedZones func(name string) (string, error)

// registerLoadFromEmbeddedTZData is called by package time/tzdata, by its name.
func registerLoadFromEmbeddedTZData(f func(name string) (string, error)) { embeddedZones = f }

// loadCarried loads a location from what comes with the program or with an installed Go tree.
func loadCarried(name string) (*Location, error) {
	if embeddedZones != nil {
		if data, err := embeddedZones(name); err == nil {
			return LoadLocationFromTZData(name, []byte(data))
		}
	}
	if root := runtime.GOROOT(); root != "" {
		return loadZoneFile(root+"/lib/time/zoneinfo.zip", name)
	}
	return nil, syscall.ENOENT
}

func isZip(file string) bool { return len(file) > 4 && file[len(file)-4:] == ".zip" }

// Sizes and signatures of a zip archive's records: the end, the directory's entries, the files' headers.
const (
	zipEndSize, zipEntrySize, zipHeaderSize = 22, 46, 30
	zipEndMark, zipEntryMark, zipHeaderMark = 0x06054b50, 0x02014b50, 0x04034b50
)

func little(b []byte, at, size int) int {
	n := 0
	for i := size - 1; i >= 0; i-- {
		n = n<<8 | int(b[at+i])
	}
	return n
}

// readZoneZip returns a file of an archive without compression.
func readZoneZip(archive, name string) ([]byte, error) {
	zip, err := readZoneFile(archive)
	if err != nil {
		return nil, err
	}
	corrupt := errors.New("corrupt zip file " + archive)
	end := len(zip) - zipEndSize
	if end < 0 || little(zip, end, 4) != zipEndMark {
		return nil, corrupt
	}
	at := little(zip, end+16, 4)
	for entries := little(zip, end+10, 2); entries > 0; entries-- {
		if at+zipEntrySize > end || little(zip, at, 4) != zipEntryMark {
			return nil, corrupt
		}
		method, size, header := little(zip, at+10, 2), little(zip, at+24, 4), little(zip, at+42, 4)
		nameEnd := at + zipEntrySize + little(zip, at+28, 2)
		if nameEnd > end {
			return nil, corrupt
		}
		if string(zip[at+zipEntrySize:nameEnd]) != name {
			at = nameEnd + little(zip, at+30, 2) + little(zip, at+32, 2)
			continue
		}
		if method != 0 {
			return nil, errors.New("unsupported compression for " + name + " in " + archive)
		}
		if header+zipHeaderSize > end || little(zip, header, 4) != zipHeaderMark {
			return nil, corrupt
		}
		begin := header + zipHeaderSize + little(zip, header+26, 2) + little(zip, header+28, 2)
		if begin+size > end {
			return nil, corrupt
		}
		return zip[begin : begin+size], nil
	}
	return nil, syscall.ENOENT
}
