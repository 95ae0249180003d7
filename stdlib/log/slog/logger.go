package slog

import (
	"context"
	"log"
	"runtime"
	"sync/atomic"
	"time"
)

// Logger makes records and gives them to its Handler. Arguments after a message are attributes: Attrs, or keys followed by values.
type Logger struct {
	handler Handler
}

// New returns a Logger with a Handler.
func New(h Handler) *Logger {
	if h == nil {
		panic("nil Handler")
	}
	return &Logger{handler: h}
}

var (
	defaultLogger atomic.Pointer[Logger]
	logLevel      LevelVar // of the default Logger, and of package log's messages
)

// Default returns the Logger that the functions of the package use. At first it writes through package log.
func Default() *Logger {
	if l := defaultLogger.Load(); l != nil {
		return l
	}
	defaultLogger.CompareAndSwap(nil, New(newDefaultHandler(log.Output)))
	return defaultLogger.Load()
}

// SetDefault sets the Logger that the functions of the package use, and makes package log's messages go there.
func SetDefault(l *Logger) {
	defaultLogger.Store(l)
	// The default Handler writes through package log: that must not lead back here.
	if _, ok := l.Handler().(*defaultHandler); !ok {
		log.SetOutput(&logWriter{l.Handler(), &logLevel, log.Flags()&(log.Lshortfile|log.Llongfile) != 0})
		log.SetFlags(0)
	}
}

// SetLogLoggerLevel sets the level of the default Logger, or after SetDefault that of package log's messages, and returns the old
// one.
func SetLogLoggerLevel(level Level) (oldLevel Level) {
	oldLevel = logLevel.Level()
	logLevel.Set(level)
	return oldLevel
}

// logWriter makes records of package log's messages.
type logWriter struct {
	h       Handler
	level   Leveler
	capture bool // the place that logs
}

func (w *logWriter) Write(buf []byte) (int, error) {
	level := w.level.Level()
	if !w.h.Enabled(context.Background(), level) {
		return 0, nil
	}
	var pc uintptr
	if w.capture {
		// Write's caller is in package log; what is beyond that differs.
		pc = callerOutsideLog()
	}
	n := len(buf)
	if n > 0 && buf[n-1] == '\n' {
		buf = buf[:n-1]
	}
	return n, w.h.Handle(context.Background(), NewRecord(time.Now(), level, string(buf), pc))
}

func callerOutsideLog() uintptr {
	var pcs [8]uintptr
	n := runtime.Callers(3, pcs[:])
	for _, pc := range pcs[:n] {
		frame, _ := runtime.CallersFrames([]uintptr{pc}).Next()
		if len(frame.Function) < 4 || frame.Function[:4] != "log." {
			return pc
		}
	}
	return 0
}

// NewLogLogger returns a package log's Logger that gives its messages to a Handler.
func NewLogLogger(h Handler, level Level) *log.Logger {
	return log.New(&logWriter{h, level, true}, "", 0)
}

// With returns a Logger whose records have more attributes.
func (l *Logger) With(args ...any) *Logger {
	if len(args) == 0 {
		return l
	}
	return &Logger{l.handler.WithAttrs(attrsOf(args))}
}

// WithGroup returns a Logger whose attributes are in a group.
func (l *Logger) WithGroup(name string) *Logger {
	if name == "" {
		return l
	}
	return &Logger{l.handler.WithGroup(name)}
}

// With is Default().With.
func With(args ...any) *Logger { return Default().With(args...) }

// Handler returns l's Handler.
func (l *Logger) Handler() Handler { return l.handler }

// Enabled reports whether records of a level are dealt with.
func (l *Logger) Enabled(ctx context.Context, level Level) bool {
	if ctx == nil {
		ctx = context.Background()
	}
	return l.handler.Enabled(ctx, level)
}

// log is called by the exported functions only: it tells where they were called.
func (l *Logger) log(ctx context.Context, level Level, msg string, args ...any) {
	if !l.Enabled(ctx, level) {
		return
	}
	var pcs [1]uintptr
	runtime.Callers(3, pcs[:])
	r := NewRecord(time.Now(), level, msg, pcs[0])
	r.Add(args...)
	if ctx == nil {
		ctx = context.Background()
	}
	l.handler.Handle(ctx, r)
}

func (l *Logger) logAttrs(ctx context.Context, level Level, msg string, attrs ...Attr) {
	if !l.Enabled(ctx, level) {
		return
	}
	var pcs [1]uintptr
	runtime.Callers(3, pcs[:])
	r := NewRecord(time.Now(), level, msg, pcs[0])
	r.AddAttrs(attrs...)
	if ctx == nil {
		ctx = context.Background()
	}
	l.handler.Handle(ctx, r)
}

// Log makes a record.
func (l *Logger) Log(ctx context.Context, level Level, msg string, args ...any) {
	l.log(ctx, level, msg, args...)
}

// LogAttrs makes a record, with Attrs only.
func (l *Logger) LogAttrs(ctx context.Context, level Level, msg string, attrs ...Attr) {
	l.logAttrs(ctx, level, msg, attrs...)
}

// Debug logs at LevelDebug.
func (l *Logger) Debug(msg string, args ...any) {
	l.log(context.Background(), LevelDebug, msg, args...)
}

// DebugContext logs at LevelDebug with a context.
func (l *Logger) DebugContext(ctx context.Context, msg string, args ...any) {
	l.log(ctx, LevelDebug, msg, args...)
}

// Info logs at LevelInfo.
func (l *Logger) Info(msg string, args ...any) { l.log(context.Background(), LevelInfo, msg, args...) }

// InfoContext logs at LevelInfo with a context.
func (l *Logger) InfoContext(ctx context.Context, msg string, args ...any) {
	l.log(ctx, LevelInfo, msg, args...)
}

// Warn logs at LevelWarn.
func (l *Logger) Warn(msg string, args ...any) { l.log(context.Background(), LevelWarn, msg, args...) }

// WarnContext logs at LevelWarn with a context.
func (l *Logger) WarnContext(ctx context.Context, msg string, args ...any) {
	l.log(ctx, LevelWarn, msg, args...)
}

// Error logs at LevelError.
func (l *Logger) Error(msg string, args ...any) {
	l.log(context.Background(), LevelError, msg, args...)
}

// ErrorContext logs at LevelError with a context.
func (l *Logger) ErrorContext(ctx context.Context, msg string, args ...any) {
	l.log(ctx, LevelError, msg, args...)
}

// Debug is Default().Debug.
func Debug(msg string, args ...any) { Default().log(context.Background(), LevelDebug, msg, args...) }

// DebugContext is Default().DebugContext.
func DebugContext(ctx context.Context, msg string, args ...any) {
	Default().log(ctx, LevelDebug, msg, args...)
}

// Info is Default().Info.
func Info(msg string, args ...any) { Default().log(context.Background(), LevelInfo, msg, args...) }

// InfoContext is Default().InfoContext.
func InfoContext(ctx context.Context, msg string, args ...any) {
	Default().log(ctx, LevelInfo, msg, args...)
}

// Warn is Default().Warn.
func Warn(msg string, args ...any) { Default().log(context.Background(), LevelWarn, msg, args...) }

// WarnContext is Default().WarnContext.
func WarnContext(ctx context.Context, msg string, args ...any) {
	Default().log(ctx, LevelWarn, msg, args...)
}

// Error is Default().Error.
func Error(msg string, args ...any) { Default().log(context.Background(), LevelError, msg, args...) }

// ErrorContext is Default().ErrorContext.
func ErrorContext(ctx context.Context, msg string, args ...any) {
	Default().log(ctx, LevelError, msg, args...)
}

// Log is Default().Log.
func Log(ctx context.Context, level Level, msg string, args ...any) {
	Default().log(ctx, level, msg, args...)
}

// LogAttrs is Default().LogAttrs.
func LogAttrs(ctx context.Context, level Level, msg string, attrs ...Attr) {
	Default().logAttrs(ctx, level, msg, attrs...)
}
