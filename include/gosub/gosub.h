/* gosub.h: run Go code inside a C or C++ program.
 *
 * An instance is a Go program in the making: it owns its heap, goroutines, types, packages and streams. Source is added to it piece by
 * piece (gosub_load), functions are called by name (gosub_call), and gosub_close frees everything it held. A process may hold many.
 *
 * Threads: an instance is used by one thread at a time; different instances by different threads at once.
 * Memory: every `const char*` that a function returns belongs to the instance and stays valid until the next call on it.
 * Errors: functions return a gosub_status; gosub_error() has the text, in Go's words. Nothing here exits, aborts (but for a bug of
 * gosub's own), changes signal handlers or the environment.
 */
#ifndef GOSUB_GOSUB_H
#define GOSUB_GOSUB_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define GOSUB_API __attribute__((visibility("default")))

typedef struct gosub_instance gosub_instance;

typedef enum gosub_status {
  GOSUB_OK = 0,
  GOSUB_COMPILE_ERROR = 1, /* the source has errors: gosub_error lists them, a line each */
  GOSUB_PANIC = 2,         /* a goroutine ended in an uncaught panic; the instance can't run Go code any more */
  GOSUB_EXIT = 3,          /* os.Exit or a fatal error: gosub_exit_code has the status; the instance can't run Go code any more */
  GOSUB_BAD_ARGUMENT = 4   /* no such function, wrong number or kinds of arguments */
} gosub_status;

/* Zero-initialise, then set what differs from the defaults. */
typedef struct gosub_options {
  const char* const* args; /* os.Args; null: {"gosub"} */
  int argc;
  const char* const* env; /* "K=V" strings ended by null; null: a copy of the process's environment */
  const char* godebug;    /* GODEBUG text; null: from env */
  int lang_minor;         /* language version go1.N; 0: the newest */
} gosub_options;

typedef enum gosub_kind { GOSUB_NIL = 0, GOSUB_BOOL, GOSUB_INT, GOSUB_UINT, GOSUB_FLOAT, GOSUB_STRING } gosub_kind;

/* An argument or result of gosub_call. Strings are UTF-8 or any bytes, not NUL-terminated. */
typedef struct gosub_value {
  gosub_kind kind;
  union {
    int boolean;
    int64_t integer;   /* GOSUB_INT: every signed integer type */
    uint64_t uinteger; /* GOSUB_UINT: every unsigned integer type */
    double number;     /* GOSUB_FLOAT: float32 and float64 */
    struct {
      const char* data;
      size_t length;
    } string;
  } as;
} gosub_value;

/* Null options: all defaults. Null result: out of memory. */
GOSUB_API gosub_instance* gosub_create(const gosub_options* options);
GOSUB_API void gosub_close(gosub_instance* instance);

/* Adds the declarations of one file of package main (a package clause is optional) and initialises its new variables. */
GOSUB_API gosub_status gosub_load(gosub_instance* instance, const char* name, const char* source, size_t length);

/* Calls a function of package main and runs goroutines until it returns. Results: at most `capacity` are stored, *count is set. */
GOSUB_API gosub_status gosub_call(gosub_instance* instance, const char* function, const gosub_value* args, size_t argc,
                                  gosub_value* results, size_t capacity, size_t* count);

/* The text of the latest failure; "" after success. */
GOSUB_API const char* gosub_error(const gosub_instance* instance);
GOSUB_API int gosub_exit_code(const gosub_instance* instance);

GOSUB_API const char* gosub_version(void);

#ifdef __cplusplus
}
#endif
#endif
