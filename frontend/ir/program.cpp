// Symbols: functions, wrappers, literals, globals, data. See program.h; names are those that gc gives in tracebacks.
// How bodies are lowered is the Builder's business; build(), at the end, runs it and the passes.
#include "frontend/ir/program.h"

#include "base/check.h"
#include "frontend/ir/builder.h"
#include "frontend/ir/passes.h"
#include "frontend/ir/verify.h"
#include "frontend/types/construct.h"
#include "frontend/types/lookup.h"
#include "frontend/types/named.h"
#include "frontend/types/predicates.h"
#include "frontend/types/typeset.h"
#include "frontend/types/typestring.h"
#include "runtime/abi/frame.h"
#include "runtime/abi/mapiter.h"

namespace gosub::ir {

namespace {

types::Func* originOf(types::Func* fn) { return fn->origin != nullptr ? fn->origin : fn; }

types::Signature* declaredSignature(types::Func* fn) {
  types::resolveType(fn);
  auto* sig = types::as<types::Signature>(fn->type);
  GOSUB_CHECK(sig != nullptr);
  return sig;
}

// The receiver's defined type, or null.
types::Named* receiverNamed(types::Signature* sig) {
  if (sig->recv == nullptr) return nullptr;
  bool isPointer;
  return types::as<types::Named>(types::derefPointer(sig->recv->type, &isPointer));
}

bool hasDirective(const syntax::FuncDecl* d, std::string_view verb) {
  for (const syntax::Directive& directive : d->directives)
    if (directive.verb() == verb) return true;
  return false;
}

// As gc's linker spells import paths: dots after the last slash, blanks, quotes, percent signs and bytes outside of ASCII are escaped.
std::string escapedPath(std::string_view path) {
  size_t slash = path.rfind('/');
  std::string out;
  for (size_t i = 0; i < path.size(); i++) {
    unsigned char c = static_cast<unsigned char>(path[i]);
    bool lastDot = c == '.' && (slash == std::string_view::npos || i > slash);
    if (c > ' ' && c != '%' && c != '"' && c < 0x7F && !lastDot) {
      out += char(c);
      continue;
    }
    static constexpr char kHex[] = "0123456789abcdef";
    out += '%';
    out += kHex[c >> 4];
    out += kHex[c & 15];
  }
  return out;
}

constexpr uint64_t kindKey(FuncKind k, uint64_t more = 0) { return uint64_t(k) << 8 | more; }

struct BodySource final : InlineSource {
  BodySource(Program& p, int d) : program(p), depth(d) {}
  const Function* body(FuncSym* callee) override { return program.inlineBody(callee); }
  FuncSym* ifaceMethod(const ItabSym* itab, int index) override { return program.ifaceMethod(itab, index); }
  const EscapeSummary* summary(FuncSym* callee) override { return program.summary(callee, depth + 1); }
  Program& program;
  int depth;  // of functions that are looked at for the sake of another's escape analysis
};

}  // namespace

Program::Program(types::World& world, ProgramOptions options) : world_(world), options_(options) {}
Program::~Program() = default;

bool Program::FuncKey::operator==(const FuncKey& o) const {
  return a == o.a && b == o.b && kind == o.kind && std::equal(typeArgs.begin(), typeArgs.end(), o.typeArgs.begin(), o.typeArgs.end());
}

size_t Program::FuncKeyHash::operator()(const FuncKey& k) const {
  uint64_t h = k.kind;
  auto mix = [&](const void* p) { h = (h ^ reinterpret_cast<uintptr_t>(p)) * 0x9E3779B97F4A7C15u, h ^= h >> 29; };
  mix(k.a);
  mix(k.b);
  for (types::Type* t : k.typeArgs) mix(t);
  return h;
}

FuncSym* Program::find(const FuncKey& key) {
  auto it = byKey_.find(key);
  return it == byKey_.end() ? nullptr : it->second;
}

void Program::remember(FuncKey key, FuncSym* sym) {
  key.typeArgs = arena_.copy(key.typeArgs);
  byKey_.emplace(key, sym);
}

FuncSym* Program::newFunc(FuncKind kind) {
  FuncSym* sym = &funcs_.emplace_back();
  sym->kind = kind;
  return sym;
}

FuncDetail* Program::newDetail() { return &details_.emplace_back(); }

FuncSym* outermost(FuncSym* sym) {
  while ((sym->kind == FuncKind::Literal || sym->kind == FuncKind::CallThunk) && detailOf(sym).outer != nullptr)
    sym = detailOf(sym).outer;
  return sym;
}

// Hidden result pointers, receiver, parameters; result scalars.
void Program::setWords(FuncSym* sym, types::Signature* sig, types::Type* recv) {
  for (types::Var* r : sig->results->vars) {
    if (layout(r->type).memory) {
      sym->params.push_back(Ty::Ptr);
    } else {
      layouts_.appendWords(r->type, sym->results);
    }
  }
  if (recv != nullptr) layouts_.appendWords(recv, sym->params);
  for (types::Var* p : sig->params->vars) layouts_.appendWords(p->type, sym->params);
}

// ---- names ---------------------------------------------------------------------------------------------------------

std::string Program::nameOf(types::Func* fn, std::span<types::Type* const> typeArgs) {
  types::Signature* sig = declaredSignature(fn);
  std::string name = fn->pkg != nullptr ? escapedPath(fn->pkg->path) + "." : std::string();
  if (types::Named* recv = receiverNamed(sig)) {
    std::string type = std::string(recv->object->name.text()) + (typeArgs.empty() ? "" : "[...]");
    bool isPointer;
    types::derefPointer(sig->recv->type, &isPointer);
    name += isPointer ? "(*" + type + ")." : type + ".";
    return name + std::string(fn->name.text());
  }
  name += fn->name.text();
  if (sig->recv == nullptr && fn->pkg != nullptr && fn->name.text() == "init") {
    for (size_t i = 0; i < fn->pkg->initFuncs.size(); i++)
      if (fn->pkg->initFuncs[i] == fn) name += "." + std::to_string(i);
  }
  return typeArgs.empty() ? name : name + "[...]";
}

// pkg.T.M or pkg.(*T).M for a receiver of any type.
std::string Program::methodName(types::Type* recv, types::Func* fn) {
  bool isPointer;
  types::Type* base = types::derefPointer(recv, &isPointer);
  types::Package* pkg = fn->pkg;
  std::string type;
  if (auto* n = types::as<types::Named>(base)) {
    pkg = n->object->pkg;
    type = std::string(n->object->name.text()) + (n->typeArgs.empty() ? "" : "[...]");
  } else {
    type = types::typeString(base, types::Qualifier(nullptr));
    pkg = nullptr;
  }
  std::string name = pkg != nullptr ? escapedPath(pkg->path) + "." : std::string("go.");
  if (pkg == nullptr && types::as<types::Named>(base) != nullptr) name.clear();  // error.Error
  name += isPointer ? "(*" + type + ")" : type;
  return name + "." + std::string(fn->name.text());
}

// Gives numbers to what stands directly in `root` (a FuncDecl, FuncLit or expression), in source order.
void Program::numberLiterals(syntax::Node* root) {
  if (!numbered_.insert(root).second) return;
  uint32_t literals = 0, ranges = 0, suspended = 0;
  auto walk = [&](auto&& self, syntax::Node* n) -> void {
    if (n->kind == syntax::NodeKind::FuncLit && n != root) {
      numbers_[n] = ++literals;
      return;
    }
    if (n->kind == syntax::NodeKind::CallStmt) numbers_[n] = ++suspended;
    if (n->kind == syntax::NodeKind::ForStmt) {
      auto* r = syntax::as<syntax::RangeClause>(static_cast<syntax::ForStmt*>(n)->init);
      if (r != nullptr && r->x->type != nullptr && types::as<types::Signature>(types::coreType(r->x->type)) != nullptr)
        numbers_[n] = ++ranges;
    }
    syntax::forEachChild(n, [&](syntax::Node* child) { self(self, child); });
  };
  walk(walk, root);
}

// The number of a literal, range body or suspended call among its kind in the function around it.
uint32_t Program::numberOf(syntax::Node* n, FuncSym* outer) {
  if (outer->kind == FuncKind::Declared) {
    numberLiterals(outer->object->syntaxDecl);
  } else if (outer->kind == FuncKind::Literal) {
    numberLiterals(detailOf(outer).literal);
  }
  auto it = numbers_.find(n);
  if (it != numbers_.end()) return it->second;
  // Initialisers of variables: numbered as they are met.
  uint32_t& count = looseCount_[outer];
  return numbers_[n] = ++count;
}

// The function that gives its name to what is inside: not a range body.
static FuncSym* namingOuter(FuncSym* outer) {
  while (outer->kind == FuncKind::Literal && detailOf(outer).loop != nullptr) outer = detailOf(outer).outer;
  return outer;
}

// ---- functions -----------------------------------------------------------------------------------------------------

FuncSym* Program::function(types::Func* fn, std::span<types::Type* const> typeArgs) {
  types::Func* origin = originOf(fn);
  if (typeArgs.empty() && fn->lowered != nullptr) return static_cast<FuncSym*>(fn->lowered);
  types::resolveType(origin);  // parses what is not parsed yet
  std::vector<types::Type*> args(typeArgs.begin(), typeArgs.end());
  if (args.empty() && origin != fn) {
    if (types::Named* n = receiverNamed(declaredSignature(fn))) args.assign(n->typeArgs.begin(), n->typeArgs.end());
  }
  for (types::Type*& t : args) t = keys_.canonical(t);
  FuncKey key{origin, nullptr, kindKey(FuncKind::Declared), args};
  FuncSym* sym = args.empty() ? static_cast<FuncSym*>(origin->lowered) : find(key);
  if (sym == nullptr) {
    sym = newFunc(FuncKind::Declared);
    sym->object = origin;
    sym->pkg = origin->pkg;
    sym->pos = origin->syntaxDecl != nullptr ? origin->syntaxDecl->pos : origin->pos;
    sym->typeArgs = arena_.copy(args);
    sym->name = arena_.copy(nameOf(origin, args));
    if (origin->pkg != nullptr && origin->pkg->path == "runtime") sym->flags |= abi::kFuncRuntime;
    // gc does not inline init functions: a traceback shows their calls as such.
    bool isInit = origin->name.text() == "init" && receiverNamed(declaredSignature(origin)) == nullptr;
    sym->noInline = isInit || (origin->syntaxDecl != nullptr && hasDirective(origin->syntaxDecl, "go:noinline"));
    if (args.empty()) origin->lowered = sym;
    else remember(key, sym);
    types::Signature* sig = signatureOf(sym);
    setWords(sym, sig, sig->recv != nullptr ? sig->recv->type : nullptr);
  }
  if (typeArgs.empty()) fn->lowered = sym;
  return sym;
}

TypeEnv Program::typeEnv(const FuncSym* inner) const {
  const FuncSym* sym = outermost(const_cast<FuncSym*>(inner));
  if (sym->kind != FuncKind::Declared || sym->typeArgs.empty()) return {};
  types::Signature* sig = declaredSignature(sym->object);
  TypeEnv env;
  env.params = sig->recv != nullptr ? sig->recvTypeParams : sig->typeParams;
  env.args = sym->typeArgs;
  GOSUB_CHECK(env.params.size() == env.args.size());
  if (const syntax::FuncDecl* d = sym->object->syntaxDecl) {
    env.begin = d->pos;
    env.end = d->body != nullptr ? d->body->rbrace : d->bodyEnd;
  }
  return env;
}

types::Type* Program::substitute(types::Type* t, const TypeEnv& env) {
  if (env.empty()) return t;
  struct Context {
    Program* program;
    const TypeEnv* env;
  } context{this, &env};
  types::SubstMap map{env.params, env.args};
  map.local = [](void* p, types::Named* n) -> types::Named* {
    auto* c = static_cast<Context*>(p);
    return c->program->localInstance(n, *c->env);
  };
  map.context = &context;
  return types::subst(world_, t, map);
}

// A type that is declared inside a generic function is another one for each list of type arguments.
types::Named* Program::localInstance(types::Named* n, const TypeEnv& env) {
  if (n->origin != n || n->object->pos < env.begin || n->object->pos > env.end) return n;
  std::vector<types::Named*>& clones = localClones_[n];
  for (types::Named* c : clones)
    if (std::equal(c->typeArgs.begin(), c->typeArgs.end(), env.args.begin(), env.args.end())) return c;
  types::Named* clone = types::newNamed(world_.arena, n->object);
  clones.push_back(clone);
  clone->origin = n;
  clone->typeArgs = world_.arena.copy(env.args);
  clone->state = 1;  // expanded; nobody looks at it before the next line is done
  clone->underlying = substitute(types::under(n), env);
  clone->valid = true;
  return clone;
}

types::Signature* Program::signatureOf(FuncSym* sym) {
  switch (sym->kind) {
    case FuncKind::Declared: {
      TypeEnv env = typeEnv(sym);
      types::Signature* sig = declaredSignature(sym->object);
      if (env.empty()) return sig;
      auto* copy = world_.arena.make<types::Signature>(*static_cast<types::Signature*>(substitute(sig, env)));
      copy->typeParams = copy->recvTypeParams = {};
      copy->lowered = nullptr;
      if (sig->recv != nullptr) copy->recv = types::substVar(world_, sig->recv, substitute(sig->recv->type, env));
      return copy;
    }
    case FuncKind::PackageInit: case FuncKind::GlobalInit: case FuncKind::CallThunk: return emptySignature();
    default: return detailOf(sym).signature;
  }
}

types::Signature* Program::emptySignature() {
  if (emptySignature_ == nullptr) {
    types::Tuple* none = types::newTuple(world_.arena, {});
    emptySignature_ = types::newSignature(world_.arena, none, none, false);
  }
  return emptySignature_;
}

bool isDirect(types::Type* t) {
  types::Type* u = types::under(t);
  switch (u->kind) {
    case types::TypeKind::Pointer: case types::TypeKind::Map: case types::TypeKind::Chan: case types::TypeKind::Signature: return true;
    case types::TypeKind::Basic: return static_cast<types::Basic*>(u)->basic == types::BasicKind::UnsafePointer;
    case types::TypeKind::Array: return static_cast<types::Array*>(u)->length == 1 && isDirect(static_cast<types::Array*>(u)->elem);
    case types::TypeKind::Struct: {
      auto* s = static_cast<types::Struct*>(u);
      return s->fields.size() == 1 && isDirect(s->fields[0]->type);
    }
    default: return false;
  }
}

// A function without source between method fn of recv and how it is called.
FuncSym* Program::newAdapter(FuncKind kind, types::Type* recv, types::Func* fn, types::Signature* sig) {
  FuncSym* sym = newFunc(kind);
  FuncDetail* d = newDetail();
  sym->detail = d;
  sym->pkg = fn->pkg;
  sym->pos = fn->pos;
  sym->flags = abi::kFuncWrapper;
  d->recv = recv;
  d->method = fn;
  d->signature = sig;
  return sym;
}

FuncSym* Program::methodFunc(types::Type* recv, types::Func* fn, bool ifaceReceiver) {
  types::Signature* sig = declaredSignature(fn);
  recv = keys_.canonical(recv);
  bool ofInterface = types::isInterface(sig->recv != nullptr ? sig->recv->type : recv);
  bool declaredHere = !ofInterface && sig->recv != nullptr && types::identical(sig->recv->type, recv);
  // A data word that is the receiver itself needs no adapter.
  if (declaredHere && (!ifaceReceiver || isDirect(recv))) return function(fn);
  if (isDirect(recv)) ifaceReceiver = false;
  FuncKey key{recv, originOf(fn), kindKey(FuncKind::MethodWrapper, ifaceReceiver), {}};
  if (FuncSym* known = find(key)) return known;
  FuncSym* sym = newAdapter(FuncKind::MethodWrapper, recv, fn, sig);
  detailOf(sym).ifaceReceiver = ifaceReceiver;
  sym->name = arena_.copy(methodName(ifaceReceiver ? pointerTo(recv) : recv, fn));
  setWords(sym, sig, ifaceReceiver ? basic(types::BasicKind::UnsafePointer) : recv);
  remember(key, sym);
  return sym;
}

FuncSym* Program::boundMethod(types::Type* recv, types::Func* fn) {
  recv = keys_.canonical(recv);
  FuncKey key{recv, originOf(fn), kindKey(FuncKind::BoundMethod), {}};
  if (FuncSym* known = find(key)) return known;
  FuncSym* sym = newAdapter(FuncKind::BoundMethod, recv, fn, declaredSignature(fn));
  sym->name = arena_.copy(methodName(recv, fn) + "-fm");
  setWords(sym, detailOf(sym).signature, nullptr);
  std::vector<Ty> captured;
  layouts_.appendWords(recv, captured);
  sym->captures = captureStruct(captured);
  remember(key, sym);
  return sym;
}

FuncSym* Program::methodExpr(types::Type* recv, types::Func* fn, types::Signature* sig) {
  recv = keys_.canonical(recv);
  bool ofInterface = types::isInterface(recv);
  if (!ofInterface) return methodFunc(recv, fn, false);
  FuncKey key{recv, originOf(fn), kindKey(FuncKind::IfaceMethodExpr), {}};
  if (FuncSym* known = find(key)) return known;
  FuncSym* sym = newAdapter(FuncKind::IfaceMethodExpr, recv, fn, sig);
  sym->name = arena_.copy(methodName(recv, fn));
  setWords(sym, sig, nullptr);
  remember(key, sym);
  return sym;
}

FuncSym* Program::literal(syntax::FuncLit* lit, FuncSym* outer) {
  FuncKey key{lit, outer, kindKey(FuncKind::Literal), {}};
  if (FuncSym* known = find(key)) return known;
  FuncSym* sym = newFunc(FuncKind::Literal);
  FuncDetail* d = newDetail();
  sym->detail = d;
  sym->pkg = outer->pkg;
  sym->pos = lit->pos;
  sym->flags = uint16_t(abi::kFuncClosure | (outer->flags & abi::kFuncRuntime));
  d->outer = outer;
  d->literal = lit;
  d->signature = static_cast<types::Signature*>(substitute(lit->type, typeEnv(outer)));
  FuncSym* naming = namingOuter(outer);
  std::string name(naming->name);
  name += naming->kind == FuncKind::Literal ? "." : ".func";
  sym->name = arena_.copy(name + std::to_string(numberOf(lit, naming)));
  setWords(sym, d->signature, nullptr);
  remember(key, sym);
  return sym;
}

FuncSym* Program::rangeBody(RangeLoop* loop, syntax::Node* node, types::Signature* sig, FuncSym* outer) {
  FuncKey key{node, outer, kindKey(FuncKind::Literal, 1), {}};
  FuncSym* sym = find(key);
  if (sym == nullptr) {
    sym = newFunc(FuncKind::Literal);
    FuncDetail* d = newDetail();
    sym->detail = d;
    sym->pkg = outer->pkg;
    sym->pos = node->pos;
    sym->flags = uint16_t(abi::kFuncClosure | (outer->flags & abi::kFuncRuntime));
    d->outer = outer;
    d->signature = sig;
    FuncSym* naming = namingOuter(outer);
    sym->name = arena_.copy(std::string(naming->name) + "-range" + std::to_string(numberOf(node, naming)));
    setWords(sym, sig, nullptr);
    remember(key, sym);
  }
  detailOf(sym).loop = loop;
  return sym;
}

FuncSym* Program::callThunk(FuncSym* outer, void* thunk, syntax::Node* node, std::string_view word) {
  FuncKey key{node, outer, kindKey(FuncKind::CallThunk), {}};
  FuncSym* sym = find(key);
  if (sym == nullptr) {
    sym = newFunc(FuncKind::CallThunk);
    FuncDetail* d = newDetail();
    sym->detail = d;
    sym->pkg = outer->pkg;
    sym->pos = node->pos;
    sym->flags = uint16_t(abi::kFuncWrapper | abi::kFuncClosure | (outer->flags & abi::kFuncRuntime));
    d->outer = outer;
    FuncSym* naming = namingOuter(outer);
    sym->name = arena_.copy(std::string(naming->name) + "." + std::string(word) + std::to_string(numberOf(node, naming)));
    remember(key, sym);
  }
  detailOf(sym).thunk = thunk;
  return sym;
}

FuncSym* Program::packageInit(types::Package* pkg) {
  // Each round of files has its own.
  FuncKey key{pkg, reinterpret_cast<const void*>(uintptr_t(pkg->rounds)), kindKey(FuncKind::PackageInit), {}};
  if (FuncSym* known = find(key)) return known;
  FuncSym* sym = newFunc(FuncKind::PackageInit);
  FuncDetail* d = newDetail();
  sym->detail = d;
  sym->pkg = pkg;
  d->pkg = pkg;
  sym->name = arena_.copy(escapedPath(pkg->path) + ".init");
  sym->noInline = true;
  if (pkg->path == "runtime") sym->flags |= abi::kFuncRuntime;
  remember(key, sym);
  return sym;
}

bool Program::hasBody(FuncSym* sym) {
  return sym->kind != FuncKind::Declared || (sym->object->syntaxDecl != nullptr && sym->object->syntaxDecl->hasBody());
}

// ---- types ---------------------------------------------------------------------------------------------------------

types::Type* Program::pointerTo(types::Type* elem) {
  elem = keys_.canonical(elem);
  types::Type*& p = pointers_[elem];
  if (p == nullptr) p = keys_.canonical(types::newPointer(world_.arena, elem));
  return p;
}

types::Type* Program::arrayOf(types::Type* elem, int64_t n) {
  return keys_.canonical(types::newArray(world_.arena, keys_.canonical(elem), n));
}

types::Type* Program::captureStruct(std::span<const Ty> words) {
  std::string mask;
  for (Ty t : words) mask += t == Ty::Ptr ? 'p' : 'w';
  types::Type*& known = captureStructs_[mask];
  if (known != nullptr || words.empty()) return known;
  auto* s = types::newNode<types::Struct>(world_.arena);
  s->fields = world_.arena.makeArray<types::Var*>(words.size());
  for (size_t i = 0; i < words.size(); i++) {
    types::Type* t = basic(words[i] == Ty::Ptr ? types::BasicKind::UnsafePointer : types::BasicKind::Uint64);
    s->fields[i] = types::newVar(world_.arena, Pos{}, nullptr, world_.names.intern("F" + std::to_string(i)), t);
    s->fields[i]->isField = true;
  }
  return known = keys_.canonical(s);
}

types::Type* Program::mapIterType() {
  if (mapIter_ == nullptr) mapIter_ = arrayOf(basic(types::BasicKind::UnsafePointer), abi::kMapIterWords);
  return mapIter_;
}

StaticImage* Program::newImage() { return &images_.emplace_back(); }

// ---- globals and data ----------------------------------------------------------------------------------------------

void Program::indexInitializers(types::Package* pkg) {
  if (!indexed_.emplace(pkg, true).second) return;
  for (const types::Initializer& init : pkg->initOrder)
    for (types::Var* v : init.lhs) initializers_[v] = &init;
}

const types::Initializer* Program::initializerOf(types::Var* v) {
  if (v->pkg == nullptr) return nullptr;
  if (!v->pkg->lazy) indexInitializers(v->pkg);
  auto it = initializers_.find(v);
  if (it != initializers_.end()) return it->second;
  if (!v->pkg->lazy || v->pkg->checker == nullptr) return nullptr;
  types::Initializer init = v->pkg->checker->initializer(v);
  const types::Initializer* kept = init.rhs != nullptr ? arena_.make<types::Initializer>(init.lhs, init.rhs) : nullptr;
  initializers_[v] = kept;
  for (types::Var* other : init.lhs) initializers_[other] = kept;
  return kept;
}

GlobalSym* Program::global(types::Var* v) {
  if (v->lowered != nullptr) return static_cast<GlobalSym*>(v->lowered);
  types::resolveType(v);
  GlobalSym* g = arena_.make<GlobalSym>();
  g->object = v;
  g->type = keys_.canonical(v->type);
  g->name = arena_.copy(escapedPath(v->pkg->path) + "." + std::string(v->name.text()));
  v->lowered = g;
  initGlobal(g);
  return g;
}

// Static content where the initialiser is constant; else, in lazy packages, the function that initialises it.
void Program::initGlobal(GlobalSym* g) {
  const types::Initializer* init = initializerOf(g->object);
  if (init == nullptr) return;
  if (init->lhs.size() == 1) {
    StaticImage* image = staticInitializer(*init);
    if (image != nullptr) {
      g->image = image;
      return;
    }
  }
  types::Package* pkg = g->object->pkg;
  if (!pkg->lazy) return;
  FuncKey key{init->rhs, nullptr, kindKey(FuncKind::GlobalInit), {}};
  FuncSym* sym = find(key);
  if (sym == nullptr) {
    sym = newFunc(FuncKind::GlobalInit);
    FuncDetail* d = newDetail();
    sym->detail = d;
    sym->pkg = pkg;
    sym->pos = init->rhs->pos;
    sym->noInline = true;
    d->pkg = pkg;
    d->init = init;
    sym->name = arena_.copy(escapedPath(pkg->path) + ".init");
    if (pkg->path == "runtime") sym->flags |= abi::kFuncRuntime;
    remember(key, sym);
  }
  g->lazyInit = sym;
}

GlobalSym* Program::anonymousGlobal(types::Type* type, StaticImage* image) {
  GlobalSym* g = arena_.make<GlobalSym>();
  g->type = keys_.canonical(type);
  g->image = image;
  return g;
}

GlobalSym* Program::constantBox(types::Type* type, std::string_view bytes, DataSym* text, uint64_t textOffset) {
  type = keys_.canonical(type);
  std::string key(bytes);
  key.append(reinterpret_cast<const char*>(&type), sizeof type);
  key.append(reinterpret_cast<const char*>(&text), sizeof text);
  GlobalSym*& box = boxes_[key];
  if (box != nullptr) return box;
  StaticImage* image = newImage();
  image->bytes.assign(bytes.begin(), bytes.end());
  if (text != nullptr) image->relocs.push_back({textOffset, SymKind::Data, text, 0});
  return box = anonymousGlobal(type, image);
}

DataSym* Program::data(std::string_view bytes) {
  auto it = data_.find(bytes);
  if (it != data_.end()) return it->second;
  DataSym* d = arena_.make<DataSym>();
  d->bytes = arena_.copy(bytes);
  data_.emplace(d->bytes, d);
  return d;
}

const ItabSym* Program::itab(types::Type* inter, types::Type* concrete) {
  inter = keys_.canonical(inter);
  concrete = keys_.canonical(concrete);
  uint64_t h = reinterpret_cast<uintptr_t>(inter) * 31 + reinterpret_cast<uintptr_t>(concrete);
  std::vector<const ItabSym*>& same = itabs_[h];
  for (const ItabSym* s : same)
    if (s->inter == inter && s->concrete == concrete) return s;
  same.push_back(arena_.make<ItabSym>(inter, concrete));
  return same.back();
}

std::vector<GlobalSym*> Program::lazyGlobals(const Function& f) const {
  std::vector<GlobalSym*> out;
  std::unordered_set<GlobalSym*> seen;
  for (const Block* b : f.blocks)
    for (const Value* v : b->values)
      if (v->op == Op::GlobalAddr && v->global->lazyInit != nullptr && seen.insert(v->global).second) out.push_back(v->global);
  return out;
}

// ---- bodies --------------------------------------------------------------------------------------------------------

std::unique_ptr<Function> Program::lower(FuncSym* sym) {
  if (sym->kind == FuncKind::Declared) {
    types::Func* fn = sym->object;
    if (fn->pkg != nullptr && fn->pkg->checker != nullptr) fn->pkg->checker->checkBody(fn);
    if (fn->syntaxDecl->body == nullptr) return nullptr;
  }
  std::unique_ptr<Function> f = Builder(*this, sym).run();
  if (options_.verify) {
    std::string why = verify(*f);
    if (!why.empty()) {
      if (options_.onBroken == nullptr) GOSUB_UNREACHABLE("built IR: %s", why.c_str());
      options_.onBroken(why);
      return nullptr;
    }
  }
  return f;
}

// Bodies with more syntax nodes than this are not even lowered to see whether they are small.
static constexpr size_t kInlineNodes = 120;

static bool isSmall(const syntax::BlockStmt* body) { return body->nodes <= kInlineNodes && !body->hasGoDeferSelect; }

// A larger body is of use only where it calls functions that it is given.
static bool isInlinable(const BodyFacts& facts) {
  return facts.inlinable && facts.cost <= (facts.callsBack ? kInlineCallbackLimit : kInlineLimit);
}

// The IR as built, simplified; kept until the function is built for good, and after that when it may be inlined.
Program::Lowered& Program::lowered(FuncSym* sym) {
  if (sym->lowered != nullptr) return *static_cast<Lowered*>(sym->lowered);
  Lowered& l = lowered_.emplace_back();
  sym->lowered = &l;  // also while it is being made
  if (!hasBody(sym)) return l;
  std::unique_ptr<Function> f = lower(sym);
  if (f == nullptr) return l;
  BodySource bodies(*this, 0);
  PassContext context{layouts_, &bodies, options_.verify, {}};
  prepareForInlining(*f, context);
  f->facts = inspectBody(*f);
  l.inlinable = !sym->noInline && isInlinable(f->facts);
  // Few of the library's functions are ever built for good.
  bool keptLong = l.inlinable && sym->pkg != nullptr && sym->pkg->lazy;
  l.body = keptLong ? cloneFunction(*f) : std::move(f);
  return l;
}

std::unique_ptr<Function> Program::buildQuick(FuncSym* sym) {
  std::unique_ptr<Function> f = hasBody(sym) ? lower(sym) : nullptr;
  if (f == nullptr) return nullptr;
  PassContext context{layouts_, nullptr, options_.verify, {}};
  quicken(*f, context);
  return f;
}

std::unique_ptr<Function> Program::build(FuncSym* sym) {
  if (options_.optimize == 0) return hasBody(sym) ? lower(sym) : nullptr;
  std::unique_ptr<Function> f;
  bool prepared = false;
  // Later callers will ask for the bodies of small functions.
  if (mayBeInlined(sym)) lowered(sym);
  if (auto* l = static_cast<Lowered*>(sym->lowered); l != nullptr && l->body != nullptr) {
    prepared = true;
    // What stays is the copy: it has no more memory than it needs.
    f = std::move(l->body);
    if (l->inlinable) l->body = cloneFunction(*f);
  } else if (hasBody(sym)) {
    f = lower(sym);
  }
  if (f == nullptr) return nullptr;
  if (sym->summary == nullptr) sym->summary = arena_.make<EscapeSummary>();
  BodySource bodies(*this, 0);
  PassContext context{layouts_, &bodies, options_.verify, {}};
  context.hot = sym->pkg != nullptr && sym->pkg->lazy;  // its quick code has been called many times
  optimize(*f, context, prepared);
  return f;
}

// Functions are lowered for their escape summaries at most this deep below the one that is being built.
static constexpr int kMaxSummaryDepth = 3;

const EscapeSummary* Program::summary(FuncSym* sym, int depth) {
  if (sym->summary != nullptr) return static_cast<EscapeSummary*>(sym->summary);
  if (depth > kMaxSummaryDepth) return nullptr;
  Lowered& l = lowered(sym);
  if (l.body == nullptr) return nullptr;
  auto* s = arena_.make<EscapeSummary>();  // all escapes, for the calls among themselves
  sym->summary = s;
  BodySource bodies(*this, depth);
  PassContext context{layouts_, &bodies, options_.verify, {}};
  summarizeEscapes(*l.body, context);
  if (!l.inlinable && sym->pkg != nullptr && sym->pkg->lazy) l.body.reset();
  return s;
}

FuncSym* Program::ifaceMethod(const ItabSym* itab, int index) {
  auto* inter = static_cast<types::Interface*>(types::under(itab->inter));
  std::span<types::Func* const> methods = types::typeSet(inter)->methods;
  if (size_t(index) >= methods.size()) return nullptr;
  types::LookupResult r = types::lookupFieldOrMethod(&arena_, itab->concrete, false, methods[size_t(index)]->pkg, methods[size_t(index)]->name);
  auto* fn = types::as<types::Func>(r.obj);
  return fn == nullptr ? nullptr : methodFunc(itab->concrete, fn, true);
}

// Whether the syntax is small enough to lower the body and see whether it may be inlined.
bool Program::mayBeInlined(FuncSym* sym) {
  if (sym->noInline || !hasBody(sym)) return false;
  if (sym->kind == FuncKind::Declared) {
    types::Func* fn = sym->object;
    if (fn->pkg != nullptr && fn->pkg->checker != nullptr) fn->pkg->checker->parseBody(fn);
    return fn->syntaxDecl->body != nullptr && isSmall(fn->syntaxDecl->body);
  }
  if (sym->kind == FuncKind::Literal) {
    const FuncDetail& d = detailOf(sym);
    return d.literal == nullptr || isSmall(d.literal->body);
  }
  return true;
}

const Function* Program::inlineBody(FuncSym* sym) {
  if (sym->lowered == nullptr && !mayBeInlined(sym)) return nullptr;
  Lowered& l = lowered(sym);
  return l.inlinable ? l.body.get() : nullptr;
}

}  // namespace gosub::ir
