// Package cpu stands in for Go's package of the same name, which libraries ask before they choose assembly: there is none,
// so no processor feature is offered.
package cpu

// CacheLineSize is the assumed size of a cache line.
const CacheLineSize = 64

// CacheLinePadSize is the size of CacheLinePad.
const CacheLinePadSize = 64

// CacheLinePad pads structs so that their fields do not share cache lines.
type CacheLinePad struct{ _ [CacheLinePadSize]byte }

// X86 has no feature set.
var X86 struct {
	_            CacheLinePad
	HasAES       bool
	HasADX       bool
	HasAVX       bool
	HasAVX2      bool
	HasBMI1      bool
	HasBMI2      bool
	HasERMS      bool
	HasFMA       bool
	HasOSXSAVE   bool
	HasPCLMULQDQ bool
	HasPOPCNT    bool
	HasRDTSCP    bool
	HasSHA       bool
	HasSSE3      bool
	HasSSSE3     bool
	HasSSE41     bool
	HasSSE42     bool
	_            CacheLinePad
}

// ARM64 and S390X are other processors, of which code for all of them asks some features.
var ARM64 struct {
	HasAES     bool
	HasPMULL   bool
	HasSHA1    bool
	HasSHA2    bool
	HasSHA512  bool
	HasCRC32   bool
	HasATOMICS bool
	HasCPUID   bool
}

var S390X struct {
	HasAES    bool
	HasAESCBC bool
	HasAESCTR bool
	HasAESGCM bool
	HasGHASH  bool
	HasSHA1   bool
	HasSHA256 bool
	HasSHA512 bool
	HasECDSA  bool
	HasEDDSA  bool
}

// Name is the processor's name, unknown here.
func Name() string { return "" }

// Initialize does nothing.
func Initialize(env string) {}
