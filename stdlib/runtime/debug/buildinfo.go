package debug

import (
	"errors"
	"strconv"
	"strings"
)

// BuildInfo represents the build information read from a Go binary.
type BuildInfo struct {
	GoVersion string
	Path      string // of the main package
	Main      Module // that contains it
	Deps      []*Module
	Settings  []BuildSetting
}

// A Module describes a single module included in a build.
type Module struct {
	Path    string
	Version string
	Sum     string
	Replace *Module
}

// A BuildSetting is a key-value pair describing one setting that influenced a build.
type BuildSetting struct {
	Key, Value string
}

// ReadBuildInfo returns the build information embedded in the running program: none for a script.
func ReadBuildInfo() (info *BuildInfo, ok bool) { return nil, false }

func quoteIf(s, chars string) string {
	if s == "" || strings.ContainsAny(s, chars) {
		return strconv.Quote(s)
	}
	return s
}

// String returns a string representation of a BuildInfo, which ParseBuildInfo reads.
func (bi *BuildInfo) String() string {
	var b strings.Builder
	if bi.GoVersion != "" {
		b.WriteString("go\t" + bi.GoVersion + "\n")
	}
	if bi.Path != "" {
		b.WriteString("path\t" + bi.Path + "\n")
	}
	if bi.Main != (Module{}) {
		bi.Main.write(&b, "mod")
	}
	for _, d := range bi.Deps {
		d.write(&b, "dep")
	}
	for _, s := range bi.Settings {
		value := s.Value
		if value != "" {
			value = quoteIf(value, " \t\r\n\"`")
		}
		b.WriteString("build\t" + quoteIf(s.Key, "= \t\r\n\"`") + "=" + value + "\n")
	}
	return b.String()
}

func (m *Module) write(b *strings.Builder, word string) {
	b.WriteString(word + "\t" + m.Path + "\t" + m.Version)
	if m.Replace == nil {
		b.WriteString("\t" + m.Sum + "\n")
		return
	}
	b.WriteString("\n")
	m.Replace.write(b, "=>")
}

// ParseBuildInfo parses the string returned by BuildInfo.String.
func ParseBuildInfo(data string) (bi *BuildInfo, err error) {
	bi = new(BuildInfo)
	var last *Module
	for number := 1; data != ""; number++ {
		line, rest, ok := strings.Cut(data, "\n")
		if !ok {
			break
		}
		data = rest
		if err := bi.parseLine(line, &last); err != nil {
			return nil, &parseError{number, err}
		}
	}
	return bi, nil
}

type parseError struct {
	line int
	err  error
}

func (e *parseError) Unwrap() error { return e.err }
func (e *parseError) Error() string {
	return "could not parse Go build info: line " + strconv.Itoa(e.line) + ": " + e.err.Error()
}

func (bi *BuildInfo) parseLine(line string, last **Module) (err error) {
	word, rest, _ := strings.Cut(line, "\t")
	switch word {
	case "path":
		bi.Path = rest
	case "go":
		bi.GoVersion = rest
	case "mod":
		*last = &bi.Main
		bi.Main, err = parseModule(rest, false)
	case "dep":
		m := new(Module)
		*last = m
		bi.Deps = append(bi.Deps, m)
		*m, err = parseModule(rest, false)
	case "=>":
		if strings.Count(rest, "\t") != 2 {
			return errors.New("expected 3 columns for replacement; got " + strconv.Itoa(strings.Count(rest, "\t")+1))
		}
		if *last == nil {
			return errors.New("replacement with no module on previous line")
		}
		m, _ := parseModule(rest, true)
		(*last).Replace = &m
		*last = nil
	case "build":
		var s BuildSetting
		if s, err = parseSetting(rest); err == nil {
			bi.Settings = append(bi.Settings, s)
		}
	}
	return err
}

func parseModule(text string, replace bool) (Module, error) {
	f := strings.Split(text, "\t")
	if len(f) != 2 && len(f) != 3 {
		return Module{}, errors.New("expected 2 or 3 columns; got " + strconv.Itoa(len(f)))
	}
	m := Module{Path: f[0], Version: f[1]}
	if len(f) == 3 {
		m.Sum = f[2]
	}
	return m, nil
}

func parseSetting(text string) (s BuildSetting, err error) {
	if text == "" {
		return s, errors.New("build line missing '='")
	}
	if text[0] == '=' {
		return s, errors.New("build line with missing key")
	}
	key, value, ok := strings.Cut(text, "=")
	if text[0] == '`' || text[0] == '"' {
		quoted, err := strconv.QuotedPrefix(text)
		if err != nil {
			return s, errors.New("invalid quoted key in build line")
		}
		key, _ = strconv.Unquote(quoted)
		value, ok = strings.CutPrefix(text[len(quoted):], "=")
	}
	if !ok {
		return s, errors.New("build line missing '=' after key")
	}
	if value != "" && (value[0] == '`' || value[0] == '"') {
		if value, err = strconv.Unquote(value); err != nil {
			return s, errors.New("invalid quoted value in build line")
		}
	}
	return BuildSetting{key, value}, nil
}
