// The embedding API over Instance. See include/gosub/gosub.h.
#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>
#include <string>
#include <vector>

#include "base/version.h"
#include "engine/call.h"
#include "engine/instance.h"
#include "gosub/gosub.h"
#include "runtime/heap/alloc.h"

extern char** environ;

struct gosub_instance {
  explicit gosub_instance(gosub::engine::InstanceOptions options) : instance(std::move(options)) {
    instance.runtime().fatalText = &fatal;
  }

  gosub::engine::Instance instance;
  std::unique_ptr<gosub::engine::Caller> caller;
  std::string error;
  std::string fatal;  // what the runtime reported
  bool dead = false;  // ended by a panic, a fatal error or os.Exit
};

namespace gosub::engine {

namespace {

using types::BasicInfo;

gosub_status fail(gosub_instance& g, gosub_status status, std::string text) {
  g.error = std::move(text);
  return status;
}

// What a run that ended means for the host.
gosub_status ended(gosub_instance& g, rt::RunEnd end) {
  if (end == rt::RunEnd::Finished) {
    g.error.clear();
    return GOSUB_OK;
  }
  g.dead = true;
  bool panicked = g.fatal.starts_with("panic: ");
  std::string text = !g.fatal.empty() ? g.fatal : "exit status " + std::to_string(g.instance.scheduler().exitCode());
  return fail(g, panicked ? GOSUB_PANIC : GOSUB_EXIT, std::move(text));
}

const types::Basic* plainType(types::Type* t) { return types::as<types::Basic>(types::under(t)); }

// The kind of value that a type of a parameter or result takes; GOSUB_NIL: not a plain type.
gosub_kind kindOf(types::Type* t) {
  const types::Basic* b = plainType(t);
  if (b == nullptr) return GOSUB_NIL;
  if (b->info & types::kIsBoolean) return GOSUB_BOOL;
  if (b->info & types::kIsString) return GOSUB_STRING;
  if (b->info & types::kIsFloat) return GOSUB_FLOAT;
  if (b->info & types::kIsInteger) return (b->info & types::kIsUnsigned) != 0 ? GOSUB_UINT : GOSUB_INT;
  return GOSUB_NIL;
}

int64_t bitsOf(const types::Basic* b) {
  switch (b->basic) {
    case types::BasicKind::Int8: case types::BasicKind::Uint8: return 8;
    case types::BasicKind::Int16: case types::BasicKind::Uint16: return 16;
    case types::BasicKind::Int32: case types::BasicKind::Uint32: case types::BasicKind::Float32: return 32;
    default: return 64;
  }
}

// Stores an argument in its words. False: of the wrong kind, or out of the type's range.
bool putArgument(gosub_instance& g, const gosub_value& v, types::Type* t, abi::Word*& w) {
  const types::Basic* b = plainType(t);
  gosub_kind want = kindOf(t);
  int64_t bits = bitsOf(b);
  switch (want) {
    case GOSUB_BOOL:
      if (v.kind != want) return false;
      *w++ = v.as.boolean != 0;
      return true;
    case GOSUB_INT: {
      if (v.kind != GOSUB_INT) return false;
      int64_t limit = bits == 64 ? INT64_MAX : (int64_t{1} << (bits - 1)) - 1;
      if (v.as.integer > limit || v.as.integer < -limit - 1) return false;
      *w++ = abi::Word(v.as.integer);
      return true;
    }
    case GOSUB_UINT: {
      bool positive = v.kind == GOSUB_INT && v.as.integer >= 0;
      if (v.kind != GOSUB_UINT && !positive) return false;
      if (bits < 64 && v.as.uinteger >> bits != 0) return false;
      *w++ = v.as.uinteger;
      return true;
    }
    case GOSUB_FLOAT:
      if (v.kind != want) return false;
      *w = 0;
      if (bits == 32) {
        auto f = float(v.as.number);
        std::memcpy(w++, &f, sizeof f);
      } else {
        std::memcpy(w++, &v.as.number, sizeof v.as.number);
      }
      return true;
    case GOSUB_STRING: {
      if (v.kind != want) return false;
      abi::String s = rt::newString(g.instance.runtime(), {v.as.string.data, v.as.string.length});
      *w++ = reinterpret_cast<abi::Word>(s.data);
      *w++ = abi::Word(s.len);
      return true;
    }
    case GOSUB_NIL: break;
  }
  return false;
}

gosub_value takeResult(types::Type* t, const abi::Word*& w) {
  gosub_value v = {};
  v.kind = kindOf(t);
  switch (v.kind) {
    case GOSUB_BOOL: v.as.boolean = *w++ != 0; break;
    case GOSUB_INT: v.as.integer = int64_t(*w++); break;
    case GOSUB_UINT: v.as.uinteger = *w++; break;
    case GOSUB_FLOAT:
      if (bitsOf(plainType(t)) == 32) {
        float f;
        std::memcpy(&f, w++, sizeof f);
        v.as.number = double(f);
      } else {
        std::memcpy(&v.as.number, w++, sizeof v.as.number);
      }
      break;
    case GOSUB_STRING:
      v.as.string.data = reinterpret_cast<const char*>(w[0]);
      v.as.string.length = size_t(w[1]);
      w += 2;
      break;
    case GOSUB_NIL: break;
  }
  return v;
}

std::vector<std::string> environmentOf(const gosub_options& o) {
  std::vector<std::string> env;
  for (const char* const* e = o.env != nullptr ? o.env : environ; e != nullptr && *e != nullptr; e++) env.emplace_back(*e);
  return env;
}

gosub_instance* create(const gosub_options& o) {
  InstanceOptions options;
  fillFromEnvironment(&options.frontend);
  options.frontend.langMinor = o.lang_minor;
  options.host.env = environmentOf(o);
  for (int i = 0; i < o.argc; i++) options.host.args.emplace_back(o.args[i]);
  if (options.host.args.empty()) options.host.args.emplace_back("gosub");
  configure(&options.runtime, options.host.env, o.godebug != nullptr ? o.godebug : "");
  options.runtime.procs = 1;  // values that a racing program tears can't harm the host
  return new (std::nothrow) gosub_instance(std::move(options));
}

gosub_status load(gosub_instance& g, const char* name, std::string text) {
  if (g.dead) return fail(g, GOSUB_BAD_ARGUMENT, "the instance has ended");
  Frontend& f = g.instance.frontend();
  if (!f.addDeclarations(name, std::move(text))) {
    std::string lines;
    for (const std::string& line : f.errorLines()) lines += line + "\n";
    f.diags().clear();
    g.instance.addUnits();
    return fail(g, GOSUB_COMPILE_ERROR, std::move(lines));
  }
  return ended(g, g.instance.run(false));
}

// A package-level function whose parameters and results are all of plain types, and few enough; else null and an error.
types::Func* callable(gosub_instance& g, std::string_view name, size_t argc) {
  types::Package* pkg = g.instance.frontend().shared();
  types::Object* o = pkg == nullptr ? nullptr : types::lookupPackage(pkg, g.instance.frontend().names().intern(name));
  auto* fn = types::as<types::Func>(o);
  auto* sig = fn != nullptr ? types::as<types::Signature>(fn->type) : nullptr;
  std::string text(name);
  if (sig == nullptr) {
    fail(g, GOSUB_BAD_ARGUMENT, "no function " + text);
    return nullptr;
  }
  bool plain = sig->typeParams.empty() && !sig->variadic;
  for (types::Var* v : sig->params->vars) plain = plain && kindOf(v->type) != GOSUB_NIL;
  for (types::Var* v : sig->results->vars) plain = plain && kindOf(v->type) != GOSUB_NIL;
  size_t words = 2 * std::max(sig->params->vars.size(), sig->results->vars.size());
  if (!plain || words > Caller::kWords) {
    fail(g, GOSUB_BAD_ARGUMENT, "function " + text + " has parameters or results that can't be passed");
    return nullptr;
  }
  if (sig->params->vars.size() != argc) {
    fail(g, GOSUB_BAD_ARGUMENT, "function " + text + " takes " + std::to_string(sig->params->vars.size()) +
                                    " arguments, not " + std::to_string(argc));
    return nullptr;
  }
  return fn;
}

}  // namespace

}  // namespace gosub::engine

using namespace gosub::engine;

extern "C" {

gosub_instance* gosub_create(const gosub_options* options) {
  gosub_options defaults = {};
  return create(options != nullptr ? *options : defaults);
}

void gosub_close(gosub_instance* g) { delete g; }

gosub_status gosub_load(gosub_instance* g, const char* name, const char* source, size_t length) {
  return load(*g, name, std::string(source, length));
}

gosub_status gosub_call(gosub_instance* g, const char* function, const gosub_value* args, size_t argc, gosub_value* results,
                        size_t capacity, size_t* count) {
  if (count != nullptr) *count = 0;
  if (g->dead) return fail(*g, GOSUB_BAD_ARGUMENT, "the instance has ended");
  gosub::types::Func* fn = callable(*g, function, argc);
  if (fn == nullptr) return GOSUB_BAD_ARGUMENT;
  if (g->caller == nullptr) g->caller = std::make_unique<Caller>(g->instance);
  auto* sig = gosub::types::as<gosub::types::Signature>(fn->type);
  gosub::abi::Word* to = g->caller->buffer();
  for (size_t i = 0; i < argc; i++) {
    if (putArgument(*g, args[i], sig->params->vars[i]->type, to)) continue;
    return fail(*g, GOSUB_BAD_ARGUMENT, "argument " + std::to_string(i + 1) + " of " + function + " has the wrong kind or is out of range");
  }
  gosub_status status = ended(*g, g->caller->call(fn));
  if (status != GOSUB_OK) return status;
  const gosub::abi::Word* from = g->caller->buffer();
  size_t n = sig->results->vars.size();
  for (size_t i = 0; i < n; i++) {
    gosub_value v = takeResult(sig->results->vars[i]->type, from);
    if (i < capacity) results[i] = v;
  }
  if (count != nullptr) *count = n;
  return GOSUB_OK;
}

const char* gosub_error(const gosub_instance* g) { return g->error.c_str(); }
int gosub_exit_code(const gosub_instance* g) { return g->instance.exitCode(); }
const char* gosub_version(void) { return gosub::kVersion; }

}  // extern "C"
