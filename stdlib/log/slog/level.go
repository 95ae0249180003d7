package slog

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync/atomic"
)

// Level tells how important a record is.
type Level int

const (
	LevelDebug Level = -4
	LevelInfo  Level = 0
	LevelWarn  Level = 4
	LevelError Level = 8
)

// String returns the name of the level, with the distance from the next lower name: "INFO+2".
func (l Level) String() string {
	text := func(name string, distance Level) string {
		if distance == 0 {
			return name
		}
		return fmt.Sprintf("%s%+d", name, distance)
	}
	switch {
	case l < LevelInfo:
		return text("DEBUG", l-LevelDebug)
	case l < LevelWarn:
		return text("INFO", l-LevelInfo)
	case l < LevelError:
		return text("WARN", l-LevelWarn)
	}
	return text("ERROR", l-LevelError)
}

// MarshalJSON returns the quoted name.
func (l Level) MarshalJSON() ([]byte, error) { return strconv.AppendQuote(nil, l.String()), nil }

// UnmarshalJSON is the reverse of MarshalJSON.
func (l *Level) UnmarshalJSON(data []byte) error {
	s, err := strconv.Unquote(string(data))
	if err != nil {
		return err
	}
	return l.parse(s)
}

// MarshalText returns the name.
func (l Level) MarshalText() ([]byte, error) { return []byte(l.String()), nil }

// UnmarshalText understands names in any case, with a distance.
func (l *Level) UnmarshalText(data []byte) error { return l.parse(string(data)) }

func (l *Level) parse(s string) (err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("slog: level string %q: %w", s, err)
		}
	}()
	name, distance := s, 0
	if i := strings.IndexAny(s, "+-"); i >= 0 {
		name = s[:i]
		if distance, err = strconv.Atoi(s[i:]); err != nil {
			return err
		}
	}
	switch strings.ToUpper(name) {
	case "DEBUG":
		*l = LevelDebug
	case "INFO":
		*l = LevelInfo
	case "WARN":
		*l = LevelWarn
	case "ERROR":
		*l = LevelError
	default:
		return errors.New("unknown name")
	}
	*l += Level(distance)
	return nil
}

// Level returns l; it makes a Level a Leveler.
func (l Level) Level() Level { return l }

// Leveler gives a level, which may change.
type Leveler interface {
	Level() Level
}

// LevelVar is a level that can be changed while it is used. The zero value is LevelInfo.
type LevelVar struct {
	val atomic.Int64
}

// Level returns the level.
func (v *LevelVar) Level() Level { return Level(v.val.Load()) }

// Set sets the level.
func (v *LevelVar) Set(l Level) { v.val.Store(int64(l)) }

// String returns "LevelVar(NAME)".
func (v *LevelVar) String() string { return fmt.Sprintf("LevelVar(%s)", v.Level()) }

// MarshalText returns the name of the level.
func (v *LevelVar) MarshalText() ([]byte, error) { return v.Level().MarshalText() }

// UnmarshalText sets the level by its name.
func (v *LevelVar) UnmarshalText(data []byte) error {
	var l Level
	if err := l.UnmarshalText(data); err != nil {
		return err
	}
	v.Set(l)
	return nil
}
