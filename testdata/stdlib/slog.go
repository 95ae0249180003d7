// run
// oracle: no newer than the installed Go
// Text and JSON forms of log records.
package main

import (
	"context"
	"errors"
	"log"
	"log/slog"
	"os"
	"time"
)

type secret string

func (secret) LogValue() slog.Value { return slog.StringValue("***") }

func main() {
	drop := func(groups []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey && len(groups) == 0 {
			return slog.Attr{}
		}
		return a
	}
	for _, js := range []bool{false, true} {
		opts := &slog.HandlerOptions{ReplaceAttr: drop, Level: slog.LevelDebug}
		var h slog.Handler = slog.NewTextHandler(os.Stdout, opts)
		if js {
			h = slog.NewJSONHandler(os.Stdout, opts)
		}
		l := slog.New(h)
		l.Info("hello", "count", 3, "name", "a b", "err", errors.New("bad"), "d", time.Second, "t", time.Unix(0, 0).UTC())
		l.Debug("dbg", slog.Group("g", slog.Int("a", 1), slog.String("b", "x=y")), "f", 1.5, "nil", nil, "b", []byte("xyz"))
		l.With("w", 1).WithGroup("grp").With("in", true).Warn("warned", "k", secret("s"), "m", map[string]int{"b": 2, "a": 1})
		l.WithGroup("empty").Error("err", slog.Group("none"))
		l.WithGroup("e2").With("q", 1).WithGroup("e3").Error("err")
		l.Info("odd", "k")
		l.Info("odd", 7, "k", 3)
		l.Log(context.Background(), slog.Level(2), "lvl", "pt", struct {
			A int
			B []string `json:"b,omitempty"`
		}{1, []string{"x"}})
		l.LogAttrs(context.Background(), slog.LevelInfo, "attrs", slog.Any("x", []int{1, 2}), slog.Any("e", map[string]any{"k": 1e30}))
		l.Info("", "", "quo\"te\n", "é", "☃")
	}
	log.SetFlags(0)
	log.SetOutput(os.Stdout)
	slog.Info("default", "a", 1, "b", "x y")
	slog.Debug("no")
	slog.SetDefault(slog.New(slog.NewTextHandler(os.Stdout, &slog.HandlerOptions{ReplaceAttr: drop})))
	log.Print("via log")
	slog.With("z", 1).WithGroup("g").Info("x", "y", 2)
	var lv slog.LevelVar
	lv.Set(slog.LevelError + 1)
	log.Print(lv.String(), slog.LevelInfo, slog.Level(-7), slog.KindGroup)
}
