// Program: the symbols of everything that is lowered in one instance, and lowering on demand, one function at a time.
//
// A symbol exists from its first mention and is unique: functions per (declaration, type arguments), literals per (literal, enclosing
// symbol), wrappers per what they adapt; types are compared by identity. build() lowers the body when the engine first needs it; nothing
// is lowered ahead, except small callees that are inlined. All calls happen under the instance's frontend lock.
//
// Not here: how bodies are lowered (builder.h), what runs them.
#pragma once

#include <deque>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "frontend/ir/ir.h"
#include "frontend/ir/layout.h"
#include "frontend/ir/passes.h"
#include "frontend/ir/typekey.h"
#include "frontend/types/checker.h"
#include "frontend/types/subst.h"

namespace gosub::ir {

// What a symbol of a kind other than Declared stands for (FuncSym::detail).
struct FuncDetail {
  FuncSym* outer = nullptr;              // Literal: the function that contains it
  syntax::FuncLit* literal = nullptr;    // Literal of the source
  struct RangeLoop* loop = nullptr;      // Literal: the body of a range-over-func loop instead
  types::Type* recv = nullptr;           // wrappers, BoundMethod, MethodExpr: receiver type (of the first parameter or capture)
  types::Func* method = nullptr;         // the method, as selected
  bool ifaceReceiver = false;            // MethodWrapper: the receiver is an interface's data word
  types::Signature* signature = nullptr; // Literal, BoundMethod, MethodExpr: as a function, substituted
  types::Package* pkg = nullptr;         // PackageInit, GlobalInit
  const types::Initializer* init = nullptr;  // GlobalInit
  void* thunk = nullptr;                 // CallThunk: builder's record of the suspended call
  std::vector<struct Capture> captures;  // Literal: in the order of the capture words
};

// Type arguments in force inside a function: for its own type parameters or its receiver's.
struct TypeEnv {
  std::span<types::TypeParam* const> params;
  std::span<types::Type* const> args;
  Pos begin, end;  // the generic declaration: types declared in it are different ones for each list of arguments
  bool empty() const { return params.empty(); }
};

struct ProgramOptions {
  int optimize = 1;       // 0: no optional passes
  bool verify = false;    // run the verifier after each pass
  // Called with the reason when verification fails; null: check failure.
  void (*onBroken)(const std::string& why) = nullptr;
};

class Program {
 public:
  explicit Program(types::World& world, ProgramOptions options = {});
  ~Program();
  Program(const Program&) = delete;

  types::World& world() const { return world_; }
  Layouts& layouts() { return layouts_; }
  const TypeInfo& layout(types::Type* t) { return layouts_.of(t); }
  Arena& arena() { return arena_; }
  // Of the functions' arenas.
  ArenaPool* arenaPool() { return &pool_; }
  TypeKeys& keys() { return keys_; }
  const ProgramOptions& options() const { return options_; }

  // ---- Symbols
  // A declared function or method; typeArgs are its own or its receiver type's. Methods of instances may be given as they are selected.
  FuncSym* function(types::Func* fn, std::span<types::Type* const> typeArgs = {});
  // The function that implements method fn (as found in recv's method set, perhaps promoted) for a receiver of type recv, or, with
  // ifaceReceiver, for the data word of an interface that holds a recv. A wrapper is made where the method itself does not fit.
  FuncSym* methodFunc(types::Type* recv, types::Func* fn, bool ifaceReceiver);
  // Runs a package's dynamic initialisers and init functions (not those of its imports). For lazy packages: the init functions only.
  FuncSym* packageInit(types::Package* pkg);
  // Closure body: a value receiver is captured.
  FuncSym* boundMethod(types::Type* recv, types::Func* fn);
  FuncSym* methodExpr(types::Type* recv, types::Func* fn, types::Signature* sig);
  FuncSym* literal(syntax::FuncLit* lit, FuncSym* outer);
  // key: the statement; sig: func(K, V) bool, substituted. One per (statement, outer).
  FuncSym* rangeBody(struct RangeLoop* loop, syntax::Node* key, types::Signature* sig, FuncSym* outer);
  // word: "gowrap" or "deferwrap". One per (statement, outer).
  FuncSym* callThunk(FuncSym* outer, void* thunk, syntax::Node* key, std::string_view word);
  GlobalSym* global(types::Var* v);
  // Data without a name: backing arrays of static composite literals, boxed constants.
  GlobalSym* anonymousGlobal(types::Type* type, StaticImage* image);
  // A constant that an interface holds; interned. text: at textOffset stands its address.
  GlobalSym* constantBox(types::Type* type, std::string_view bytes, DataSym* text, uint64_t textOffset);
  DataSym* data(std::string_view bytes);  // interned; the bytes are copied
  const ItabSym* itab(types::Type* inter, types::Type* concrete);

  // ---- Lowering
  // Checks the body first. Null when there is none: a native, to be bound by name.
  std::unique_ptr<Function> build(FuncSym* sym);
  // The same with hardly any optimisation: for code that may run only a few times.
  std::unique_ptr<Function> buildQuick(FuncSym* sym);
  bool hasBody(FuncSym* sym);
  // Globals with a lazyInit that the function refers to: they are initialised before it first runs.
  std::vector<GlobalSym*> lazyGlobals(const Function& f) const;
  // The initialiser of a package-level variable, or null.
  const types::Initializer* initializerOf(types::Var* v);
  TypeEnv typeEnv(const FuncSym* sym) const;
  types::Signature* signatureOf(FuncSym* sym);  // substituted; receiver as recv
  types::Type* substitute(types::Type* t, const TypeEnv& env);
  // Bodies of small functions for the inliner; null when not suitable. Owned by the program.
  const Function* inlineBody(FuncSym* sym);
  // What is known of where a function's arguments go; null: nothing. Lowers it if need be, for callers `depth` deep.
  const EscapeSummary* summary(FuncSym* sym, int depth);
  // The function that a call of method `index` through the itab runs.
  FuncSym* ifaceMethod(const ItabSym* itab, int index);

  // Types the lowering needs.
  types::Type* basic(types::BasicKind k) const { return world_.basic(k); }
  types::Type* pointerTo(types::Type* elem);
  types::Type* arrayOf(types::Type* elem, int64_t n);
  types::Type* captureStruct(std::span<const Ty> words);
  types::Type* mapIterType();
  StaticImage* newImage();

 private:
  struct Lowered {
    std::unique_ptr<Function> body;
    bool inlinable = false;
  };
  struct FuncKey {
    const void* a;
    const void* b;
    uint64_t kind;
    std::span<types::Type* const> typeArgs;
    bool operator==(const FuncKey& o) const;
  };
  struct FuncKeyHash {
    size_t operator()(const FuncKey& k) const;
  };

  FuncSym* newFunc(FuncKind kind);
  FuncDetail* newDetail();
  FuncSym* newAdapter(FuncKind kind, types::Type* recv, types::Func* fn, types::Signature* sig);
  FuncSym* find(const FuncKey& key);
  void remember(FuncKey key, FuncSym* sym);
  void setWords(FuncSym* sym, types::Signature* sig, types::Type* recv);
  std::string nameOf(types::Func* fn, std::span<types::Type* const> typeArgs);
  std::string methodName(types::Type* recv, types::Func* fn);
  uint32_t numberOf(syntax::Node* n, FuncSym* outer);
  void numberLiterals(syntax::Node* root);
  types::Named* localInstance(types::Named* n, const TypeEnv& env);
  types::Signature* emptySignature();
  StaticImage* staticInitializer(const types::Initializer& init);  // build_global.cpp; null: needs code
  void indexInitializers(types::Package* pkg);
  void initGlobal(GlobalSym* g);
  std::unique_ptr<Function> lower(FuncSym* sym);
  Lowered& lowered(FuncSym* sym);
  bool mayBeInlined(FuncSym* sym);

  types::World& world_;
  ProgramOptions options_;
  Arena arena_;
  ArenaPool pool_;
  Layouts layouts_;
  TypeKeys keys_;
  std::deque<FuncSym> funcs_;
  std::deque<FuncDetail> details_;
  std::deque<StaticImage> images_;
  std::unordered_map<FuncKey, FuncSym*, FuncKeyHash> byKey_;
  std::unordered_map<std::string_view, DataSym*> data_;
  std::unordered_map<types::Type*, types::Type*> pointers_;
  std::unordered_map<const types::Package*, bool> indexed_;
  std::unordered_map<const types::Var*, const types::Initializer*> initializers_;
  // Literals, range bodies and suspended calls are numbered in source order, per function around them.
  std::unordered_map<const syntax::Node*, uint32_t> numbers_;
  std::unordered_set<const syntax::Node*> numbered_;
  std::unordered_map<const FuncSym*, uint32_t> looseCount_;
  std::unordered_map<const types::Named*, std::vector<types::Named*>> localClones_;
  std::unordered_map<std::string, types::Type*> captureStructs_;
  std::unordered_map<std::string, GlobalSym*> boxes_;
  std::unordered_map<uint64_t, std::vector<const ItabSym*>> itabs_;
  std::deque<Lowered> lowered_;
  types::Type* mapIter_ = nullptr;
  types::Signature* emptySignature_ = nullptr;
};

// A variable that a function literal uses from outside.
struct Capture {
  types::Var* var;
  bool byRef;
  uint32_t word;   // first capture word
};

inline FuncDetail& detailOf(const FuncSym* sym) { return *static_cast<FuncDetail*>(sym->detail); }

// The outermost declared function (or package initialiser) around a literal.
FuncSym* outermost(FuncSym* sym);

// Is the value its own interface data word?
bool isDirect(types::Type* t);

}  // namespace gosub::ir
