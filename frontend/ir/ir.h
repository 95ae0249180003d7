// The SSA IR: scalars only, Go's layouts explicit, every check and safepoint visible.
//
// A Go value is 0..4 scalar values ("register class") when its type flattens into at most four scalars, else it is an address of memory
// ("memory class": see runtime/abi/frame.h for how each is passed). Pointer-holding memory is described by types; a Value of type Ptr is a
// root wherever it is live. Memory order is program order within a block; passes keep the effects column of ops.def.
//
// Ownership: a Function and all its parts live in its own Arena and die together. Symbols live in the Program (program.h) and outlive functions.
// The IR names runtime things symbolically: nothing here holds an address of an instance.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "base/arena_vector.h"
#include "base/source.h"
#include "frontend/types/types.h"

namespace gosub::ir {

enum class Ty : uint8_t { Void, I8, U8, I16, U16, I32, U32, I64, U64, F32, F64, Ptr };

constexpr bool isFloat(Ty t) { return t == Ty::F32 || t == Ty::F64; }
constexpr bool isInt(Ty t) { return t >= Ty::I8 && t <= Ty::U64; }
constexpr bool isSigned(Ty t) { return t == Ty::I8 || t == Ty::I16 || t == Ty::I32 || t == Ty::I64; }
int sizeOf(Ty t);  // bytes in memory

enum class Op : uint8_t {
#define OP(Name, text, nargs, result, effects, sym) Name,
#include "frontend/ir/ops.def"
#undef OP
  Count,
};

enum class Effect : uint8_t { Pure, Read, Write, Check, Alloc, Call, Atomic };
enum class ResultRule : uint8_t { Same, Any, Bool, Ptr, Void, Multi };
enum class SymKind : uint8_t { None, Func, Global, Type, Itab, Data, Runtime };

struct OpInfo {
  std::string_view name;
  std::string_view text;
  int nargs;
  ResultRule result;
  Effect effect;
  SymKind sym;
};
const OpInfo& info(Op op);

namespace detail {
inline constexpr Effect kEffects[] = {
#define OP(Name, text, nargs, result, effects, sym) Effect::effects,
#include "frontend/ir/ops.def"
#undef OP
};
}  // namespace detail
// info(op).effect, which passes ask for all the time.
inline Effect effectOf(Op op) { return detail::kEffects[size_t(op)]; }

// imm of BoundsCheck and SliceCheck: which of Go's texts the panic has. "Unsigned": the index came from an unsigned type
// (its value prints as unsigned).
enum class BoundsKind : uint8_t {
  Index,        // index out of range [%x] with length %y
  SliceAlen,    // slice bounds out of range [:%x] with length %y
  SliceAcap,    // slice bounds out of range [:%x] with capacity %y
  SliceB,       // slice bounds out of range [%x:%y]
  Slice3Alen,   // slice bounds out of range [::%x] with length %y
  Slice3Acap,   // slice bounds out of range [::%x] with capacity %y
  Slice3B,      // slice bounds out of range [:%x:%y]
  Slice3C,      // slice bounds out of range [%x:%y:]
  Convert,      // cannot convert slice with length %x to array or pointer to array with length %y
};
inline constexpr int64_t kBoundsUnsigned = 0x100;  // or-ed into imm

struct Block;
struct Function;
struct FuncSym;
struct GlobalSym;
struct DataSym;

// Pair for ItabAddr.
struct ItabSym {
  types::Type* inter;
  types::Type* concrete;
};

struct Value {
  Op op;
  Ty type;                 // Void for none; for Multi with several results Void, with one that one
  uint16_t flags = 0;      // scratch for passes
  uint32_t id;             // dense within the function
  Pos pos;
  uint32_t inlined = 0;    // index + 1 into Function::inlineTree; 0: the function's own code
  Block* block = nullptr;
  std::span<Value*> args;
  int64_t imm = 0;
  union {
    const void* sym = nullptr;
    FuncSym* func;
    GlobalSym* global;
    types::Type* goType;
    const ItabSym* itab;
    DataSym* data;
  };
  std::span<Ty> results;   // Multi with two or more results
  int32_t epoch = 0;       // the builder's: when the value was made, as it counts
};

enum class BlockKind : uint8_t {
  Jump,         // succs[0]
  If,           // control (Bool): succs[0] when true, succs[1] when false; likely: -1, 0, 1
  Switch,       // control (integer): cases[i] goes to succs[i]; else the last successor (values are distinct, sorted)
  Return,       // controls: result words
  Unreachable,  // after Panic or a call that never returns
};

struct Block {
  uint32_t id;             // dense within the function
  BlockKind kind = BlockKind::Unreachable;
  int8_t likely = 0;
  Pos pos;
  ArenaVector<Value*> values;      // phis first
  ArenaVector<Value*> controls;    // If, Switch: 1; Return: result words
  ArenaVector<Block*> succs;
  ArenaVector<Block*> preds;
  ArenaVector<int64_t> cases;

  explicit Block(Arena& arena) : values(arena), controls(arena), succs(arena), preds(arena), cases(arena) {}
};

// Memory in the frame: address-taken or memory-class variables and temporaries.
struct Slot {
  types::Type* type;       // gives size, alignment and pointer mask (layout.h)
  Name name;               // the variable, or none
  Pos pos;
  bool zeroAtEntry = false;  // holds pointers that a map could see before the first store
};

struct InlineSite {
  FuncSym* func;     // the inlined function
  uint32_t parent;   // index + 1 of the enclosing site, 0: none
  Pos callPos;
};

class Dominance;

// What inlining asks about a body (inspectBody, passes.h).
struct BodyFacts {
  size_t cost = 0;         // bodyCost()
  bool calls = false;      // Go code, its own included
  bool callsBack = false;  // a function value
  bool inlinable = false;
};

struct Function {
  FuncSym* sym = nullptr;
  Arena arena;
  Arena scratch;  // of the pass that runs; emptied behind it
  std::vector<Block*> blocks;     // blocks[0] is the entry
  std::vector<Slot> slots;
  std::vector<InlineSite> inlineTree;
  std::vector<Ty> params;         // one per argument word
  std::vector<Ty> results;        // one per result word
  bool hasDefer = false;
  Block* recoverBlock = nullptr;  // where a recovered panic continues; reached by no edge; loads the results and returns
  uint32_t nextValue = 0, nextBlock = 0;
  BodyFacts facts;                // of a body that is kept for inlining
  // Of the edges as they are; null: not computed (dominance.h).
  const Dominance* dominance = nullptr;

  // The pool outlives the function. bytes: of its first piece of memory.
  explicit Function(ArenaPool* pool = nullptr, size_t bytes = 4096) : arena(bytes, pool), scratch(4096, pool) {}
  Function(const Function&) = delete;

  // After any change of blocks and edges once passes run.
  void edgesChanged() { dominance = nullptr; }
  Block* newBlock();   // appended
  Block* makeBlock();  // in no list yet
  // A value that is in no block yet.
  Value* makeValue(Op op, Ty type, std::span<Value* const> args, Pos pos);
  Value* newValue(Block* at, Op op, Ty type, std::span<Value* const> args, Pos pos);  // appended
  // Inserts before position i of the block.
  Value* insertValue(Block* at, size_t i, Op op, Ty type, std::span<Value* const> args, Pos pos);
};

// ---- symbols ------------------------------------------------------------------------------------------------------

enum class FuncKind : uint8_t {
  Declared,        // types::Func, perhaps with type arguments; bodyless ones are natives
  Literal,         // FuncLit inside `outer`
  MethodWrapper,   // (*T).M for M with value receiver, promoted methods, and interface-data-word receivers
  BoundMethod,     // closure of a method value x.M; captures the receiver
  MethodExpr,      // T.M as a function, where it is not the method itself
  IfaceMethodExpr, // I.M as a function
  CallThunk,       // go/defer of a call with arguments: captures the evaluated function and arguments
  PackageInit,     // variable initialisers of a package
  GlobalInit,      // one dynamic initialiser of a lazily initialised package
};

struct FuncSym {
  FuncKind kind;
  uint16_t flags = 0;              // abi::FuncFlag bits
  std::string_view name;           // as gc names it in tracebacks: main.f, main.(*T).M, main.f.func1, main.F[...]
  types::Package* pkg = nullptr;
  types::Func* object = nullptr;   // Declared
  std::span<types::Type*> typeArgs;
  void* detail = nullptr;          // builder's record for the other kinds
  std::vector<Ty> params, results; // argument and result words (hidden result pointers included)
  types::Type* captures = nullptr; // struct type of the captured values; null: none
  Pos pos;                         // func keyword
  bool noInline = false;
  // Owned by the engine: the descriptor (abi::FuncDesc*) made for this symbol.
  void* desc = nullptr;
  // Owned by the program: cached IR for inlining, summaries of escape analysis.
  void* lowered = nullptr;
  void* summary = nullptr;
};

// Static content of a global or of read-only data: bytes plus places where addresses go.
struct Reloc {
  uint64_t offset;
  SymKind kind;          // Func (FuncVal), Global, Type, Itab, Data
  const void* sym;
  int64_t addend;
};
struct StaticImage {
  std::vector<uint8_t> bytes;
  std::vector<Reloc> relocs;
};

struct GlobalSym {
  std::string_view name;      // main.x; "" for anonymous backing arrays of static composite literals
  types::Type* type;
  types::Var* object = nullptr;
  StaticImage* image = nullptr;      // initial content; null: zero
  FuncSym* lazyInit = nullptr;       // run once before code that refers to the global first runs (embedded packages)
  void* address = nullptr;           // owned by the engine
};

struct DataSym {
  std::string_view bytes;
  void* address = nullptr;           // owned by the engine; null until linked
};

// An edge; keeps succs and preds in step. Phis of `to` are the caller's business.
void addEdge(Block* from, Block* to);
// Numbers blocks and values, or blocks alone, densely in block order.
void renumber(Function& f);
void renumberBlocks(Function& f);
// Removes blocks that the entry (and recoverBlock) do not reach, with their edges and phi operands.
void removeUnreachable(Function& f);
// Appends the blocks in the orders of a depth-first walk: first from recoverBlock, then from the entry; last successors first, so that in
// reverse postorder the first one follows its block, and recoverBlock's part is last. preorder may be null.
void depthFirst(Function& f, ArenaVector<Block*>* preorder, ArenaVector<Block*>* postorder);
// Puts new phis, which know their blocks, before what is in these, in the order given.
void placePhis(Function& f, std::span<Value* const> phis);
// Position of `pred` among to->preds; the edge must exist.
size_t predIndex(const Block* to, const Block* pred);

// The lowest result words of a call op or of any other value: 0 for Void.
inline size_t resultCount(const Value* v) { return !v->results.empty() ? v->results.size() : v->type == Ty::Void ? 0 : 1; }

// Short names for the printer and tests.
std::string_view tyName(Ty t);
bool tyFromName(std::string_view name, Ty* out);

}  // namespace gosub::ir
