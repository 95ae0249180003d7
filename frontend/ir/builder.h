// Builder: lowers one function from the typed AST to SSA IR. One Builder per FuncSym, alive during Program::build only.
//
// How Go values are held. A value of a register-class type is up to four scalars (GoVal::w); one of a memory-class type is the address
// of memory that holds it. An address from a variable may be overwritten later: whoever keeps a GoVal across something that writes
// calls stable() first. Types are always substituted (typeOf, subst): no type parameter reaches Layouts.
//
// Where variables live (Home). Ssa: register class, neither address-taken nor captured by reference; one SSA variable per scalar, phis made
// on the fly (Braun et al.). Slot: memory class, not address-taken. Box: everything else, an object from New whose address is
// an SSA variable (the escape pass turns it into a slot where it can). Globals have no Home; see lvalue().
//
// Order of evaluation is gc's, in two steps. order(e) evaluates what gc's order pass hoists (calls, receives, && and ||, append, make,
// slicing, closures' ... see hoistable()) in lexical order, and remembers each result by expression; value(e) then evaluates the rest, so that
// plain loads of variables, dereferences and index expressions happen after all calls of the same statement. expr(e) is both.
// For several operands of one statement: order() all, then value() all.
//
// B-1 every block is sealed once, when no more predecessors can come; readVar of an unsealed block makes an operandless phi.
// B-2 code after a terminator goes to a fresh block without predecessors; removeUnreachable drops it in the end.
// B-3 pointers are stored raw only through fresh addresses (Addr::fresh): slots, and new objects until the next op that may be a safepoint.
// B-4 pos_ is the position of everything emitted; At restores it.
//
// Files: builder.cpp (core, SSA, slots, variables), build_expr.cpp, build_op.cpp, build_lit.cpp, build_conv.cpp, build_call.cpp, build_assert.cpp,
// build_wrapper.cpp, build_global.cpp; build_stmt.cpp, build_assign.cpp, build_range.cpp, build_switch.cpp, build_select.cpp,
// build_rangefunc.cpp, build_defer.cpp (with buildCallThunk), build_builtin.cpp, intrinsics.cpp.
#pragma once

#include <initializer_list>
#include <memory>
#include <span>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/arena_allocator.h"
#include "frontend/ir/ir.h"
#include "frontend/ir/layout.h"
#include "frontend/ir/program.h"
#include "frontend/ir/value_table.h"
#include "frontend/syntax/ast.h"
#include "frontend/types/checker.h"
#include "frontend/types/predicates.h"
#include "frontend/types/types.h"
#include "runtime/abi/entries.h"

namespace gosub::ir {

using abi::Entry;

// Larger variables are in the heap whatever becomes of them, as with gc.
inline constexpr uint64_t kMaxFrameValue = uint64_t{10} << 20;
// With more than this in slots, further variables of some size are in the heap, too: operands reach 2 GB of a frame.
inline constexpr uint64_t kMaxFrameSlots = uint64_t{256} << 20;

inline constexpr uint32_t kAlwaysFresh = ~uint32_t{0};

// A place in memory. fresh: kAlwaysFresh for slots, else the Builder's safepoint epoch in which the object was allocated (0: not fresh).
struct Addr {
  Value* base = nullptr;
  int64_t offset = 0;
  uint32_t fresh = 0;

  Addr at(uint64_t more) const { return {base, offset + int64_t(more), fresh}; }
  explicit operator bool() const { return base != nullptr; }
};

struct GoVal {
  types::Type* type = nullptr;
  bool memory = false;   // w[0] is the address of the value
  bool owned = false;    // memory: a temporary that nobody else writes or reads
  uint8_t n = 0;         // scalars in w (memory: 1)
  Value* w[4] = {nullptr, nullptr, nullptr, nullptr};

  std::span<Value* const> words() const { return {w, n}; }
};

using Var32 = uint32_t;  // SSA variable

// Where a local variable lives.
struct Home {
  enum Kind : uint8_t { None, Ssa, Slot, Box } kind = None;
  types::Type* type = nullptr;  // substituted
  Var32 first = 0;              // Ssa: first of info.parts.size() variables; Box: the variable that holds the address
  uint32_t slot = 0;            // Slot
  bool addrInSlot = false;      // Box: the address lies in `slot` instead of an SSA variable (results of functions with defer)
};

// Something that can be assigned to, with its operands evaluated and checked (map indices: not checked).
struct LValue {
  enum Kind : uint8_t { Blank, Ssa, Memory, MapElem } kind = Blank;
  types::Type* type = nullptr;
  Var32 first = 0;   // Ssa: the first scalar's variable
  Addr addr;         // Memory
  types::Type* mapType = nullptr;  // MapElem: as declared, substituted
  Value* map = nullptr;
  GoVal key;         // MapElem: converted to the key type and stable
  Pos pos;
};

// A call whose function and arguments are evaluated.
struct PreparedCall {
  explicit PreparedCall(Arena& arena) : words(arena) {}

  enum Kind : uint8_t { Static, Closure, Iface } kind = Static;
  FuncSym* func = nullptr;      // Static
  Value* callee = nullptr;      // Closure: FuncVal*; Iface: Itab*. Not nil-checked yet
  int method = 0;               // Iface
  types::Func* object = nullptr;  // what is called, where known (intrinsics, diagnostics)
  types::Signature* sig = nullptr;  // substituted
  bool hasReceiver = false;     // words[0..] is one
  ArenaVector<Value*> words;    // receiver, then parameters; without hidden result pointers
  Pos pos;
};

// One enclosing statement that break or continue may name.
struct JumpTarget {
  syntax::Stmt* stmt = nullptr;  // For, Switch, Select
  Block* onBreak = nullptr;
  Block* onContinue = nullptr;
};

// A variable of a package. The statements of a script declare such ones, too.
inline bool isPackageVar(const types::Var* v) { return v->parent != nullptr && v->pkg != nullptr && v->parent == v->pkg->scope; }

class Builder {
 public:
  Builder(Program& program, FuncSym* sym);
  ~Builder();
  // The whole function, renumbered and without unreachable blocks.
  std::unique_ptr<Function> run();
  static bool capturesNothing(Program& program, syntax::FuncLit* lit);

 private:
  using Expr = syntax::Expr;
  using Stmt = syntax::Stmt;
  using Type = types::Type;

  // In the function's scratch arena, which holds what the Builder needs for itself.
  template <class K, class V>
  using ScratchMap = std::unordered_map<K, V, std::hash<K>, std::equal_to<K>, ArenaAllocator<std::pair<const K, V>>>;

  // Bits of Node::checkerBits that are free once a body is checked.
  static constexpr uint16_t kHoistsKnownBit = 0x4000;  // kHoistsBit is right
  static constexpr uint16_t kHoistsBit = 0x8000;       // something in the expression is hoistable
  static constexpr uint16_t kHoistedBit = 0x2000;      // order() has evaluated it: the value is in hoisted_

  // Sets pos_ for a scope.
  class At {
   public:
    At(Builder& b, Pos pos) : b_(b), saved_(b.pos_) {
      if (pos.valid()) b.pos_ = pos;
    }
    ~At() { b_.pos_ = saved_; }
    At(const At&) = delete;

   private:
    Builder& b_;
    Pos saved_;
  };
  // Temporary slots made in the scope may be used again after it.
  class Temps {
   public:
    explicit Temps(Builder& b) : b_(b), mark_(b.liveTemps_.size()) {}
    ~Temps() { b_.releaseTemps(mark_); }
    Temps(const Temps&) = delete;

   private:
    Builder& b_;
    size_t mark_;
  };

  // ================================================================= builder.cpp: core
  // ---- types
  Type* subst(Type* t);                       // type parameters in force replaced
  Type* typeOf(const Expr* e);                // e->type, substituted
  Type* underOf(Type* t) { return types::under(t); }
  const TypeInfo& info(Type* t) { return program_.layout(t); }
  Layouts& layouts() { return program_.layouts(); }
  Type* basic(types::BasicKind k) { return program_.basic(k); }
  bool isMemory(Type* t) { return info(t).memory; }

  // ---- blocks
  Block* newBlock() { return f_->newBlock(); }   // unsealed
  void setBlock(Block* b);                    // continue here; the previous block must be terminated
  void sealAndSet(Block* b) { seal(b); setBlock(b); }
  void seal(Block* b);                        // B-1
  bool live();                                // false where code cannot be reached: after a terminator, in a block without predecessors
  void jump(Block* to);
  void branch(Value* cond, Block* yes, Block* no, int likely = 0);
  void unreachable();                         // ends the block
  void ret(std::span<Value* const> words);    // ends the block
  void switchOn(Value* control, std::span<const int64_t> cases, std::span<Block* const> to);  // to has one more, the default

  // ---- values
  Value* emit(Op op, Ty type, std::initializer_list<Value*> args, int64_t imm = 0);
  Value* emitList(Op op, Ty type, std::span<Value* const> args, int64_t imm = 0);
  Value* intConst(Ty t, int64_t v);
  Value* i64(int64_t v) { return intConst(Ty::I64, v); }
  Value* boolConst(bool v) { return intConst(Ty::U8, v); }
  Value* floatConst(Ty t, double v);
  Value* nilPtr();
  Value* zeroOf(Ty t);
  Value* typeAddr(Type* t);
  Value* itabAddr(Type* inter, Type* concrete);
  Value* funcAddr(FuncSym* f);
  Value* dataAddr(std::string_view bytes);
  Value* globalAddr(GlobalSym* g, int64_t offset = 0);
  Value* binary(Op op, Value* a, Value* b) { return emit(op, a->type, {a, b}); }
  Value* compare(Op op, Value* a, Value* b) { return emit(op, Ty::U8, {a, b}); }
  Value* convertScalar(Value* v, Ty to);      // numeric conversion; no op when the types are equal
  Value* select(Value* cond, Value* a, Value* b) { return emit(Op::Select, a->type, {cond, a, b}); }
  Value* extract(Value* multi, int i);        // result i of a call, also of a single-result one
  // Runtime entry. results: types of the result words.
  Value* runtime(Entry e, std::initializer_list<Value*> args, std::initializer_list<Ty> results = {});
  Value* runtimeList(Entry e, std::span<Value* const> args, std::span<const Ty> results);

  // ---- checks
  void nilCheck(Value* p);
  void boundsCheck(Value* index, Value* len, bool isUnsigned);
  void sliceCheck(Value* a, Value* b, BoundsKind kind, bool isUnsigned);
  void divCheck(Value* divisor);
  void shiftCheck(Value* count);

  // ---- memory
  Value* address(Addr a);                     // as one pointer
  Addr slotAddr(uint32_t slot);
  bool tooLargeForFrame(Type* t);             // must be in the heap
  Addr tempSlot(Type* t);                     // contents unspecified; released by Temps
  uint32_t newSlot(Type* t, Name name);       // kept for the whole function
  uint64_t slotBytes_ = 0;
  void releaseTemps(size_t mark);
  Addr newObject(Type* t);                    // zeroed, in the heap; fresh
  Value* loadWord(Ty t, Addr a);
  void storeWord(Addr a, Value* v);           // Store or StorePtr, by freshness
  GoVal load(Addr a, Type* t);                // memory class: the address itself, not a copy
  void store(Addr a, const GoVal& v);         // a->type must be v.type's layout
  void zero(Addr a, Type* t);
  Addr pointee(Value* p);                     // not checked; fresh when p is an object just allocated
  Addr addrOf(const GoVal& memoryVal) { return pointee(memoryVal.w[0]); }

  // ---- Go values
  GoVal scalar(Type* t, Value* v);            // of a one-word type
  GoVal words(Type* t, std::span<Value* const> w);
  GoVal words(Type* t, std::initializer_list<Value*> w) { return words(t, std::span<Value* const>(w.begin(), w.size())); }
  GoVal zeroValue(Type* t);                   // memory class: the address of zeroed memory
  GoVal retyped(GoVal v, Type* t) { v.type = t; return v; }  // same layout
  GoVal stable(const GoVal& v);               // a copy, unless nobody can change it
  Addr inMemory(const GoVal& v);              // the address of memory that holds it (a temporary slot if need be)
  Addr inTemp(const GoVal& v);                // a copy of its own in a temporary slot
  Addr inHeap(const GoVal& v);                // a copy of its own in a new object
  GoVal field(const GoVal& v, int index);     // of a struct value
  GoVal arrayElem(const GoVal& v, Value* index);  // checked index
  // Range of scalars of field `index` in a register-class struct.
  void fieldParts(Type* structType, int index, uint32_t* first, uint32_t* count);

  // ---- SSA variables
  Var32 newVar(Ty t);
  Var32 newVars(Type* t);                     // one per scalar
  void writeVar(Var32 v, Value* x);
  Value* readVar(Var32 v);
  GoVal readVars(Var32 first, Type* t);
  void writeVars(Var32 first, const GoVal& v);

  // ---- local variables
  bool isBoxed(types::Var* v);                // by reference captured, or its address is taken
  Home& home(types::Var* v);                  // of a declared variable; check failure otherwise
  Home* findHome(types::Var* v);
  Home& declare(types::Var* v);               // a new variable (again at each execution), without a value: store or zero it at once
  void declareZero(types::Var* v);
  void declareAs(types::Var* v, const GoVal& value);  // value has the variable's type
  void bindHome(types::Var* v, const Home& h);  // another home for the same variable (per-iteration copies, captures)
  GoVal readHome(const Home& h);
  void writeHome(const Home& h, const GoVal& v);
  Addr homeAddr(const Home& h);               // Slot and Box
  Value* boxAddr(types::Var* v);              // address of a boxed variable

  // ---- function shell
  void buildBody();                           // by FuncKind
  void buildParams(types::Signature* sig);    // declares receiver, parameters and results
  void bindParam(types::Var* v, std::span<Value* const> words);
  void bindCaptures();                        // homes of what a literal or range body captures
  void finishFunction();                      // phis, unreachable blocks
  Value* param(uint32_t word);
  void returnValues(std::span<const GoVal> values);  // stores memory results, emits Return (no defers run)

  // ================================================================= build_expr.cpp
  // ---- order of evaluation
  bool hoists(Expr* e);                       // contains something that order() evaluates
  bool hoistable(Expr* e);                    // is itself such
  void order(Expr* e);
  void orderAs(Expr* e, Type* to);            // e will be converted to `to`
  void orderAll(std::span<Expr* const> list);
  GoVal expr(Expr* e) { if (hoists(e)) order(e); return value(e); }
  GoVal exprAs(Expr* e, Type* to) { if (hoists(e)) order(e); return valueAs(e, to); }   // implicitly converted
  GoVal value(Expr* e);
  GoVal valueAs(Expr* e, Type* to);           // nil and constants directly, interfaces boxed
  void valueInto(Expr* e, Addr dst, Type* to);  // as valueAs, written to memory that e does not read
  void exprInto(Expr* e, Addr dst, Type* to) { if (hoists(e)) order(e); valueInto(e, dst, to); }
  void effects(Expr* e);                      // evaluated for its effects and panics only
  Value* cond(Expr* e);                       // a boolean as U8
  void condBranch(Expr* e, Block* yes, Block* no, int likely = 0);  // short circuits become edges; does not seal yes and no
  // The values of an expression list against as many variables: one multi-value expression or one expression each.
  // A comma-ok form gives two. Not converted. Ordered and evaluated.
  std::vector<GoVal> exprList(std::span<Expr* const> list, size_t want);
  // v, ok := of map index, type assertion, receive; call with several results.
  std::vector<GoVal> multiValue(Expr* e);

  GoVal hoistNow(Expr* e);
  GoVal constant(const types::ConstValue* c, Type* t);
  GoVal nilValue(Type* t) { return zeroValue(t); }
  GoVal nameValue(syntax::NameExpr* e);
  GoVal operation(syntax::Operation* e);
  GoVal selector(syntax::SelectorExpr* e);
  GoVal index(syntax::IndexExpr* e);
  GoVal sliceExpr(syntax::SliceExpr* e);
  GoVal addressOf(syntax::Operation* e);      // &x
  GoVal deref(Expr* x);                       // *x
  GoVal logical(syntax::Operation* e);        // && ||
  GoVal receive(syntax::Operation* e);
  GoVal received(Addr slot, Type* elem);
  std::pair<GoVal, Value*> receiveOk(syntax::Operation* e);
  GoVal unaryOp(syntax::Token op, const GoVal& x, Type* t);
  // Arithmetic on operands of one type (shifts: the count has its own).
  GoVal binaryOp(syntax::Token op, const GoVal& x, const GoVal& y, Type* t);
  GoVal shiftOp(syntax::Token op, const GoVal& x, const GoVal& count, Type* t);
  Value* comparison(syntax::Token op, const GoVal& x, const GoVal& y);  // after conversion to one type
  GoVal concat(std::span<const GoVal> parts, Type* t);
  void concatOperands(Expr* e, std::vector<Expr*>& out);
  // An index as I64, with whether it came from an unsigned 64-bit type.
  Value* indexValue(Expr* e, bool* isUnsigned);
  Value* indexWord(const GoVal& v, bool* isUnsigned);
  Value* lenOf(const GoVal& v);
  // Follows a selection's path of embedded fields; the operand has been evaluated. addr: x is (or points to) memory.
  GoVal followPath(GoVal x, std::span<const int> path);
  GlobalSym* globalOf(types::Var* v);
  // ---- equality (build_op.cpp). Types are identical where nothing else is said.
  Value* equal(const GoVal& x, const GoVal& y);
  Value* equalScalars(const GoVal& x, const GoVal& y);
  void equalBranch(const GoVal& x, const GoVal& y, Block* yes, Block* no);  // ends the block; yes and no are not sealed
  void comparedParts(const GoVal& x, const GoVal& y, std::vector<std::pair<GoVal, GoVal>>& out);
  Value* equalDynamic(const GoVal& iface, const GoVal& v);  // v has a concrete type
  Value* compareExprs(syntax::Operation* e);
  Value* equalExprs(Expr* x, Expr* y);
  bool compareMixed(Expr* x, Expr* y, GoVal* a, GoVal* b);
  Value* isNilValue(const GoVal& v);          // of a type that has nil
  bool byteEqual(Type* t);
  static bool isEmptyConst(const GoVal& s);
  GoVal operand(Expr* e, Type* t);            // value(e), a constant as one of type t
  // ---- complex numbers
  GoVal complexOp(syntax::Token op, const GoVal& x, const GoVal& y, Type* t);

  // ---- places
  bool addressable(Expr* e);                  // denotes memory (or an Ssa variable) rather than a value
  LValue lvalue(Expr* e);                     // order() was called; checks are done here
  bool memoryOf(Expr* e, Addr* out);          // the address of a Variable-mode expression that lies in memory; false for Ssa homes
  LValue homePlace(const Home& h);
  LValue fieldPlace(const LValue& lv, int index);
  LValue selectorPlace(syntax::SelectorExpr* e);
  LValue pathPlace(Expr* x, std::span<const int> path);  // x.f.g...: x a variable, or a pointer on the way
  LValue indexPlace(syntax::IndexExpr* e);
  GoVal loadLValue(const LValue& lv);         // of a map element: the element or zero
  void storeLValue(const LValue& lv, const GoVal& v);  // v has lv.type
  // ---- maps (type: any with a map underneath)
  GoVal mapIndex(Type* mapType, Value* map, const GoVal& key);
  std::pair<GoVal, Value*> mapIndexOk(Type* mapType, Value* map, const GoVal& key);
  Addr mapAssign(Type* mapType, Value* map, const GoVal& key);   // place of the element
  void mapDelete(Type* mapType, Value* map, const GoVal& key);
  Value* mapCall(Entry byAddress, Type* mapType, Value* map, const GoVal& key, std::span<const Ty> results);

  // ================================================================= build_lit.cpp
  GoVal compositeLit(syntax::CompositeLit* e);
  void compositeInto(syntax::CompositeLit* e, Addr dst, bool zeroed);  // dst: not read by e
  GoVal addressOfLit(syntax::CompositeLit* e, Type* pointerType);
  struct LitPart {
    Expr* expr;
    Type* type;
    uint64_t offset;
    bool blank;      // a field _: evaluated, not stored
  };
  std::vector<LitPart> litParts(syntax::CompositeLit* e, Type* t);
  void fillPart(const LitPart& p, Addr dst, bool zeroed);
  void fillLit(syntax::CompositeLit* e, Type* t, Addr dst, bool zeroed);
  std::vector<syntax::KeyValueExpr*> staticEntries(std::span<syntax::KeyValueExpr* const> entries, Type* t, Value* map);
  GoVal sliceLit(syntax::CompositeLit* e, Type* t);
  GoVal mapLit(syntax::CompositeLit* e, Type* t);

  // ================================================================= build_conv.cpp
  GoVal convert(const GoVal& v, Type* to);    // any explicit conversion
  GoVal assignConv(const GoVal& v, Type* to); // what assignability implies: interfaces, channels, same layout
  GoVal toInterface(const GoVal& v, Type* to);
  Value* dataWord(const GoVal& v);            // boxed
  GoVal conversionCall(syntax::CallExpr* e);  // T(x)
  GoVal numericConv(const GoVal& v, Type* to);
  GoVal stringConv(const GoVal& v, Type* to);
  GoVal pointerConv(const GoVal& v, Type* to);
  Value* sliceArray(const GoVal& s, types::Array* a);
  bool constantBytes(const GoVal& v, std::string* bytes, DataSym** text, uint64_t* textOffset);
  static bool isEmptyInterface(types::Interface* t);  // no methods: values are (type, data), else (itab, data)
  // Type word of an interface value: TypeDesc* or nil, from an eface's or iface's first word.
  Value* dynamicType(const GoVal& iface);

  // ================================================================= build_call.cpp
  GoVal call(syntax::CallExpr* e);            // no or one result
  std::vector<GoVal> callMulti(syntax::CallExpr* e);
  static bool isTypeExpr(const Expr* e) { return types::Mode(e->mode) == types::Mode::TypeExpr; }
  static bool isConversion(syntax::CallExpr* e) { return isTypeExpr(syntax::unparen(e->fun)); }
  types::Builtin* builtinOf(syntax::CallExpr* e);  // null: no builtin
  PreparedCall resolveCallee(syntax::CallExpr* e, bool heapArgs = false);  // with the receiver in words
  void resolveMethod(syntax::SelectorExpr* s, bool heapArgs, PreparedCall* c);
  types::Func* namedFunction(Expr* f, types::Instance** instance);
  GoVal receiverOf(Expr* x, std::span<const int> fields, types::Func* fn);
  Type* pathType(Type* t, std::span<const int> fields);
  static int methodIndexOf(Type* inter, types::Func* fn);
  Type* paramType(types::Signature* sig, size_t i, bool hasDots);
  ArenaVector<GoVal> argValues(syntax::CallExpr* e, types::Signature* sig);
  void orderCall(syntax::CallExpr* e);        // function and arguments
  void orderCallee(syntax::CallExpr* e);
  void orderOperand(Expr* e);                 // the whole expression now
  // Evaluates function and arguments (ordered before). heapArgs: memory-class arguments are copied to the heap (go, defer).
  PreparedCall prepareCall(syntax::CallExpr* e, bool heapArgs = false);
  std::vector<GoVal> emitCall(const PreparedCall& c);
  std::vector<GoVal> callFunction(FuncSym* f, types::Signature* sig, std::span<const GoVal> args);
  std::vector<GoVal> callClosure(Value* fn, types::Signature* sig, std::span<const GoVal> args);
  void passArg(const GoVal& v, ArenaVector<Value*>& words, bool heap);
  GoVal variadicSlice(Type* sliceType, std::span<const GoVal> rest);
  FuncSym* funcOf(types::Func* fn, types::Instance* instance);  // with the type arguments at this use
  GoVal funcLit(syntax::FuncLit* e);
  // Of a literal or range body whose FuncDetail::captures say what it captures from here.
  GoVal closure(FuncSym* sym, Type* t);
  // How the variables are captured here, and the types of the capture words.
  std::vector<Capture> captureList(std::span<types::Var* const> vars, std::vector<Ty>* words);
  GoVal methodValue(syntax::SelectorExpr* e);
  GoVal methodExprValue(syntax::SelectorExpr* e);
  // Variables declared outside of `root` that are used in it, in order of appearance.
  // owner: what is declared in it counts as inside.
  void freeVars(syntax::Node* root, std::vector<types::Var*>& out, syntax::Node* owner = nullptr);
  std::span<types::Var* const> freeVarsOf(syntax::FuncLit* lit);
  FuncSym* methodExprSym(syntax::SelectorExpr* e);
  // The method selected by x.m where x has substituted type `recv`: a type parameter's method becomes that of its argument.
  types::Func* concreteMethod(types::Selection* s, Type* recv, std::span<const int>* path);

  // ================================================================= build_assert.cpp
  GoVal assertion(syntax::AssertExpr* e);
  std::pair<GoVal, Value*> assertionOk(syntax::AssertExpr* e);
  GoVal assertTo(const GoVal& iface, Type* to);
  std::pair<GoVal, Value*> assertToOk(const GoVal& iface, Type* to);
  Value* isDynamicType(const GoVal& iface, Type* t);  // concrete t; nil interfaces are of no type
  GoVal unbox(Value* data, Type* t);          // the value that an interface's data word holds

  // ================================================================= build_wrapper.cpp, build_global.cpp
  void forward(const PreparedCall& c, uint32_t first);
  void forwardTo(types::Func* fn, const GoVal& v, uint32_t first);
  uint32_t bindResultPtrs(types::Signature* sig);
  void panicIfNil(Value* p, Type* t, types::Func* fn);
  void buildWrapper();
  void buildBoundMethod();
  void buildMethodExpr();
  void buildIfaceMethodExpr();
  void buildPackageInit();
  void buildGlobalInit();
  void initVariables(const types::Initializer& init);

  // ================================================================= build_stmt.cpp
  void buildFunctionBody(syntax::BlockStmt* body, types::Signature* sig);  // parameters are declared; ends the function
  bool hasRangeFunc(syntax::Node* body);      // run before variables are declared: finds defers, labels, and what range-over-func bodies capture
  void scanStmts(syntax::Node* n, bool inRangeBody, bool* found);
  void boxOldLoopVars(syntax::RangeClause* r);
  int langMinor();                            // N of the go1.N of the file
  void stmt(Stmt* s);
  void stmts(std::span<Stmt* const> list);
  void localDecl(syntax::DeclStmt* s);
  void declareVars(std::span<syntax::NameExpr* const> names, std::span<Expr* const> values);
  void declareOne(types::Var* v, Expr* init);
  void ifStmt(syntax::IfStmt* s);
  void forStmt(syntax::ForStmt* s);
  struct LoopVar {
    types::Var* var;
    Home carrier, box;
    bool carried;
  };
  std::vector<LoopVar> loopVars(syntax::ForStmt* s);
  void enterIteration(std::span<const LoopVar> vars);
  void leaveIteration(std::span<const LoopVar> vars);
  Block* labelBlock(Stmt* label);
  void labeledStmt(syntax::LabeledStmt* s);
  void branchStmt(syntax::BranchStmt* s);
  void returnStmt(syntax::ReturnStmt* s);
  types::Var* resultVar(size_t i);
  void sendStmt(syntax::SendStmt* s);
  // ---- build_assign.cpp
  void assignStmt(syntax::AssignStmt* s);
  void assignOp(syntax::AssignStmt* s);
  void assignOne(Expr* lhs, Expr* rhs, bool define);
  void assignMany(syntax::AssignStmt* s);
  void assignValues(std::span<Expr* const> lhs, std::span<const GoVal> vals, bool define);
  struct Place {
    LValue lv;
    std::vector<Value*> checks;               // done when it is stored to
  };
  std::vector<Place> lvalues(std::span<Expr* const> lhs, bool define);
  std::vector<Value*> takeChecks(size_t mark);
  void putChecks(std::span<Value* const> checks);
  void storeAll(std::span<Expr* const> lhs, std::span<const Place> places, std::span<const GoVal> vals, bool define);
  void blankAssign(Expr* rhs);
  GoVal oneOf(Type* t);
  // ---- build_range.cpp
  struct RangeBuild {
    syntax::ForStmt* stmt = nullptr;
    syntax::RangeClause* clause = nullptr;
    bool wantKey = false, wantValue = false;
    bool shared = false;                      // variables declared before the loop (before go1.22)
    Block *head = nullptr, *body = nullptr, *post = nullptr, *exit = nullptr;
  };
  void rangeStmt(syntax::ForStmt* s, syntax::RangeClause* r);
  void rangeBodyOf(RangeBuild& b, const GoVal* key, const GoVal* val);
  void rangeIteration(RangeBuild& b);
  void setRangeVars(syntax::RangeClause* r, bool shared, const GoVal* key, const GoVal* val);
  Value* countedHead(RangeBuild& b, Var32 counter, Value* n);
  void countedLatch(RangeBuild& b, Var32 counter, Value* i);
  void rangeInt(RangeBuild& b);
  void rangeElements(RangeBuild& b, Value* data, Value* len, Type* elem);
  void rangeSlice(RangeBuild& b);
  void rangeArray(RangeBuild& b);
  void rangeArrayPointer(RangeBuild& b, types::Pointer* p);
  void rangeString(RangeBuild& b);
  void rangeMap(RangeBuild& b);
  void rangeChan(RangeBuild& b);
  // ---- build_rangefunc.cpp
  void rangeFunc(syntax::ForStmt* s, syntax::RangeClause* r);
  struct RangeLoop* newRangeLoop(syntax::ForStmt* s, syntax::RangeClause* r);
  void markRangeCaptures(syntax::ForStmt* s, syntax::RangeClause* r);
  types::Var* hiddenVar(Type* t);
  void setHidden(types::Var* v, int64_t x);
  void buildRangeBody();                      // Literal with FuncDetail::loop
  void leaveRangeBody(const struct RangeExit& e);
  void afterRangeFunc(struct RangeLoop* loop);
  void takeExit(const struct RangeExit& e, struct RangeLoop* loop);
  // ---- build_switch.cpp, build_select.cpp
  void switchStmt(syntax::SwitchStmt* s);
  void typeSwitchStmt(syntax::SwitchStmt* s, syntax::TypeSwitchGuard* guard);
  void clauseBodies(syntax::SwitchStmt* s, std::span<Block* const> bodies, Block* exit);
  bool constantSwitch(syntax::SwitchStmt* s, Value* tag, Type* t, std::span<Block* const> bodies, Block* otherwise);
  bool stringSwitch(syntax::SwitchStmt* s, const GoVal& tag, std::span<Block* const> bodies, Block* otherwise);
  Value* caseMatches(const GoVal& tag, Expr* e);
  Value* bytesEqual(Value* p, std::string_view text);
  void selectStmt(syntax::SelectStmt* s);
  struct SelectCase;
  void onlyCase(syntax::CommClause* clause);
  void choose(syntax::SelectStmt* s, size_t comms, syntax::CommClause* otherwise, Block* exit);
  SelectCase selectCase(syntax::CommClause* clause);
  void receiveInto(const SelectCase& c, Value* ok);
  // ---- build_defer.cpp
  void declareResults(types::Signature* sig);  // homes of results, named or not; fills resultVars_. In memory with defer: recoverBlock reads them
  void goStmt(syntax::CallStmt* s);
  void deferStmt(syntax::CallStmt* s);
  // Pointers that uintptr arguments of the call were made from, if it keeps them alive; emitted since `mark` values of the block.
  std::vector<Value*> keptPointers(const PreparedCall& c, Block* block, size_t mark);
  Value* suspend(syntax::CallExpr* e, bool isGo);  // the call as a function without parameters
  void pushDefer(Value* fn);
  void bindResultHome(types::Var* v);
  void startUnlinked(Block* b);
  void emitReturn();                          // results are in their homes: RunDefers, loads, Return
  void buildRecoverBlock();
  void buildCallThunk();
  // ---- build_builtin.cpp: ordered before. No or one result.
  GoVal builtinCall(syntax::CallExpr* e, types::BuiltinId id);
  std::vector<GoVal> builtinOperands(syntax::CallExpr* e, types::BuiltinId id);
  Type* operandType(syntax::CallExpr* e, types::BuiltinId id, size_t i, Type* first);
  int64_t fieldOffsetOf(syntax::SelectorExpr* s);
  GoVal lenOrCap(syntax::CallExpr* e, types::BuiltinId id, Type* t);
  GoVal makeCall(syntax::CallExpr* e, Type* t);
  void makeLenCheck(Type* elem, Value* len, Value* cap);
  GoVal clear(const GoVal& x);
  struct Grown {
    Value *data, *len, *cap;
  };
  Grown grow(const GoVal& s, Type* elem, Value* more);
  GoVal appendValues(std::span<const GoVal> args);
  GoVal appendSlice(const GoVal& s, const GoVal& t);
  GoVal minMax(types::BuiltinId id, std::span<const GoVal> args);
  void print(std::span<const GoVal> args, bool line);
  void printOne(const GoVal& v);
  // On evaluated operands; converted where the parameter has a type of its own (append's and copy's elements, panic's value).
  GoVal builtinOn(types::BuiltinId id, std::span<const GoVal> args, Type* result, bool hasDots);
  // ---- intrinsics.cpp: emits ops for a call of a known library function; false: an ordinary call.
  bool intrinsic(types::Func* fn, std::span<const GoVal> args, types::Signature* sig, GoVal* result);

  // ================================================================= state
  Program& program_;
  FuncSym* sym_;
  std::unique_ptr<Function> f_;
  TypeEnv env_;
  std::unordered_map<Type*, Type*> substituted_;
  Block* cur_ = nullptr;
  bool ended_ = false;        // cur_ has its terminator
  Pos pos_;
  uint32_t epoch_ = 1;        // of freshness, see Addr

  // SSA construction.
  //
  // Blocks are filled one after the other, so time (a count of writes, block starts and ends) orders them. A block that dominates another and
  // was finished before it was begun gives it the values of all variables that were not written in between: reading goes up this tree, by
  // jump pointers, and makes phis only where something was written.
  struct BlockState {
    bool sealed = false;
    uint32_t start = 0, end = 0;
    Block* dom = nullptr;       // of a sealed block: dominates it, ended before it started
    Block* jump = nullptr;      // some way further up
    uint32_t domUntil = 0;      // writes after dom's end and until then may be on a way here
    uint32_t jumpUntil = 0;
    uint32_t depth = 0;
    uint32_t incomplete = 0;    // of a block that is not sealed: its phis without operands, index + 1 in incomplete_
  };
  struct Incomplete {
    Var32 var;
    Value* phi;
    uint32_t next;
  };
  ArenaVector<Incomplete> incomplete_;
  struct WriteTime {
    uint32_t time;
    uint32_t previous;          // index + 1 in writes_
  };
  ArenaVector<WriteTime> writes_;
  ArenaVector<uint32_t> lastWrite_;           // by variable: index + 1 in writes_
  uint32_t clock_ = 0;
  bool written(Var32 v, uint32_t after, uint32_t until) const;
  void endBlock();
  void linkDominator(Block* b);
  Block* commonDominator(Block* a, Block* b);
  ArenaVector<BlockState> blockStates_;       // by Block::id
  ArenaVector<Ty> varTypes_;
  ValueTable defs_;  // at the end of each block
  ArenaVector<Value*> phis_;
  BlockState& state(Block* b);
  Value* readVarIn(Var32 v, Block* b);
  Value* newPhi(Var32 v, Block* b);
  void addPhiOperands(Var32 v, Value* phi);
  Value* simplifyPhi(Value* phi);
  static Value* resolved(Value* v);
  void resolvePhis();
  void startDeadBlock();

  // Temporaries.
  struct TempSlot {
    uint32_t slot;
    Type* type;
  };
  ArenaVector<TempSlot> liveTemps_;
  std::unordered_map<Type*, std::vector<uint32_t>> freeTemps_;

  // Variables.
  ArenaVector<Home> homes_;
  size_t declaredScalars_ = 0;
  ScratchMap<const types::Var*, uint32_t> homeOf_;
  std::unordered_set<const types::Var*> rangeCaptured_;  // used in the body of a range-over-func loop outside of which they are declared
  std::unordered_set<const types::Var*> forceBox_;       // captured and, against what the checker saw, reassigned (loop variables before go1.22)
  types::Signature* sig_ = nullptr;           // of the function, substituted
  std::vector<types::Var*> resultVars_;       // declared results (named or not), in order
  std::vector<Value*> resultPtrs_;            // hidden result pointer per result; null for register class
  ScratchMap<const Expr*, GoVal> hoisted_;

  // Statements.
  int langMinor_ = -1;
  std::unordered_set<const Stmt*> ownLabels_;   // labels of this function's code (not of range bodies in it)
  std::unordered_set<const Stmt*> gotoTargets_;
  Block* fallthrough_ = nullptr;
  struct RangeLoop* rangeLoop_ = nullptr;       // this is the body of that loop
  bool rangeReturns_ = false;                   // a range-over-func body returns from the function
  std::vector<uint32_t> resultPtrSlots_;        // with defer: where resultPtrs_ are kept for recoverBlock, + 1
  std::vector<JumpTarget> targets_;
  std::unordered_map<const Stmt*, Block*> labelBlocks_;  // of goto targets
  bool hasDefer_ = false;

  Value* nil_ = nullptr;
};

}  // namespace gosub::ir
