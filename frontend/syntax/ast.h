// The abstract syntax tree of a Go file. Nodes live in an Arena, are never destroyed one by one, and are owned by
// nobody: they are valid as long as the arena. The parser (parser.h) makes them, frontend/types fills the slots that
// are marked "checker", frontend/ir reads them.
//
// Positions. Node::pos is the position that gc's syntax package gives the node, because diagnostics are reported
// there: a name, literal, keyword statement or type literal begins at pos, but
//   Operation (binary)            the operator            KeyValueExpr           the ':'
//   CallExpr                      the '('                 SelectorExpr           the '.'
//   IndexExpr, SliceExpr          the '['                 AssertExpr, TypeSwitchGuard   the '.'
//   CompositeLit                  the '{'                 AssignStmt, SendStmt   the operator
//   LabeledStmt                   the ':'                 RangeClause            'range'
//   ExprStmt                      that of its expression  BlockStmt              the '{'
//   Import/Const/Type/VarDecl     the first token after the keyword (or after the '(' of a group)
//   FuncDecl                      the first token after 'func'
//   DeclStmt                      the keyword             FuncType               the '(' of the parameters
//                                                         (the '[' when type parameters come first)
// startPos(node) and endPos(node) give the leftmost and the approximate rightmost position, as gc computes them.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

#include "base/check.h"
#include "base/intern.h"
#include "base/source.h"
#include "frontend/syntax/tokens.h"

namespace gosub::types {
struct Type;
struct Object;
struct ConstValue;
struct Selection;
struct Instance;
}  // namespace gosub::types

namespace gosub::syntax {

enum class NodeKind : uint8_t {
#define EXPR(kind, fields) kind,
#define STMT(kind, fields) kind,
#define DECL(kind, fields) kind,
#define OTHER(kind, fields) kind,
#include "frontend/syntax/nodes.def"
};

std::string_view nodeKindName(NodeKind kind);

constexpr bool isExprKind(NodeKind k) { return k <= NodeKind::ChanType; }
constexpr bool isStmtKind(NodeKind k) { return k >= NodeKind::EmptyStmt && k <= NodeKind::RangeClause; }
constexpr bool isDeclKind(NodeKind k) { return k >= NodeKind::ImportDecl && k <= NodeKind::FuncDecl; }

struct Node {
  NodeKind kind;
  // Only meaningful for Expr; here because it fills a hole. Checker: a types::Mode.
  uint8_t mode = 0;
  // Only meaningful for Expr and Field. Scratch bits of the checker.
  uint16_t checkerBits = 0;
  Pos pos;

 protected:
  constexpr Node(NodeKind k, Pos p) : kind(k), pos(p) {}
};

struct Expr : Node {
  types::Type* type = nullptr;                 // checker
  const types::ConstValue* constVal = nullptr;  // checker; null if not constant

 protected:
  using Node::Node;
};

struct Stmt : Node {
 protected:
  using Node::Node;
};

struct Decl : Node {
 protected:
  using Node::Node;
};

// as<T>: null when the node is null or of another kind. cast<T>: the kind is known.
template <class T>
inline T* as(Node* n) {
  return n != nullptr && n->kind == T::kKind ? static_cast<T*>(n) : nullptr;
}
template <class T>
inline const T* as(const Node* n) {
  return n != nullptr && n->kind == T::kKind ? static_cast<const T*>(n) : nullptr;
}
template <class T>
inline T* cast(Node* n) {
  GOSUB_DCHECK(n != nullptr && n->kind == T::kKind);
  return static_cast<T*>(n);
}
template <class T>
inline const T* cast(const Node* n) {
  GOSUB_DCHECK(n != nullptr && n->kind == T::kKind);
  return static_cast<const T*>(n);
}
inline Expr* asExpr(Node* n) { return n != nullptr && isExprKind(n->kind) ? static_cast<Expr*>(n) : nullptr; }
inline Stmt* asStmt(Node* n) { return n != nullptr && isStmtKind(n->kind) ? static_cast<Stmt*>(n) : nullptr; }
inline Decl* asDecl(Node* n) { return n != nullptr && isDeclKind(n->kind) ? static_cast<Decl*>(n) : nullptr; }

#define GOSUB_NODE(Kind, Base)                    \
  static constexpr NodeKind kKind = NodeKind::Kind; \
  explicit Kind(Pos p) : Base(kKind, p) {}

struct BlockStmt;
struct FuncType;
struct NameExpr;
struct BasicLit;
struct Field;
struct CaseClause;
struct CommClause;

// ---- Directives -----------------------------------------------------------------------------------------------

// A "//go:..." comment. pos is that of "go:", text starts with "go:" and has no newline.
struct Directive {
  Pos pos;
  std::string_view text;
  bool ownLine = false;  // only blanks before it on its line

  // "go:embed" of "go:embed a b".
  std::string_view verb() const { return text.substr(0, text.find_first_of(" \t")); }
};

// ---- Expressions ----------------------------------------------------------------------------------------------

// Stands for source that could not be parsed; the error is reported already.
struct BadExpr : Expr {
  GOSUB_NODE(BadExpr, Expr)
};

// A name being used or defined. "_" stands for a name that was missing, too (with a diagnostic).
struct NameExpr : Expr {
  GOSUB_NODE(NameExpr, Expr)
  Name name;
  types::Object* object = nullptr;      // checker: what it denotes or declares
  types::Instance* instance = nullptr;  // checker: type arguments, when it denotes a generic and is instantiated here
};

struct BasicLit : Expr {
  GOSUB_NODE(BasicLit, Expr)
  std::string_view text;  // as written, in the source file's memory
  LitKind litKind = LitKind::Int;
  bool bad = false;       // has syntax errors (reported)
};

// typeExpr{elems}
struct CompositeLit : Expr {
  GOSUB_NODE(CompositeLit, Expr)
  Expr* typeExpr = nullptr;  // null when elided
  std::span<Expr*> elems;
  uint32_t keyCount = 0;     // number of KeyValueExpr among elems
  Pos rbrace;
};

struct KeyValueExpr : Expr {
  GOSUB_NODE(KeyValueExpr, Expr)
  Expr* key = nullptr;
  Expr* value = nullptr;
};

struct FuncLit : Expr {
  GOSUB_NODE(FuncLit, Expr)
  FuncType* typeExpr = nullptr;
  BlockStmt* body = nullptr;
  mutable void* lowered = nullptr;  // owned by frontend/ir
};

struct ParenExpr : Expr {
  GOSUB_NODE(ParenExpr, Expr)
  Expr* x = nullptr;
};

// x.sel
struct SelectorExpr : Expr {
  GOSUB_NODE(SelectorExpr, Expr)
  Expr* x = nullptr;
  NameExpr* sel = nullptr;
  types::Selection* selection = nullptr;  // checker; null for a qualified identifier (sel->object is set)
  types::Instance* instance = nullptr;    // checker: of a generic pkg.F instantiated here
};

// x[indices...]: an index, or an instantiation of a generic (then instance is set on x's name or here)
struct IndexExpr : Expr {
  GOSUB_NODE(IndexExpr, Expr)
  Expr* x = nullptr;
  std::span<Expr*> indices;  // never empty
  types::Instance* instance = nullptr;  // checker
};

// x[index0 : index1 : index2]
struct SliceExpr : Expr {
  GOSUB_NODE(SliceExpr, Expr)
  Expr* x = nullptr;
  Expr* index[3] = {nullptr, nullptr, nullptr};
  bool full = false;  // has the second ':'
};

// x.(typeExpr)
struct AssertExpr : Expr {
  GOSUB_NODE(AssertExpr, Expr)
  Expr* x = nullptr;
  Expr* typeExpr = nullptr;
};

// x.(type) or lhs := x.(type); only as SwitchStmt::tag in valid programs
struct TypeSwitchGuard : Expr {
  GOSUB_NODE(TypeSwitchGuard, Expr)
  NameExpr* lhs = nullptr;
  Expr* x = nullptr;  // without the ".(type)"
};

// Unary (y is null) or binary. Unary operators: Add Sub Not Xor And (address) Mul (dereference, pointer type)
// Recv Tilde.
struct Operation : Expr {
  GOSUB_NODE(Operation, Expr)
  Token op = Token::None;
  Expr* x = nullptr;
  Expr* y = nullptr;
  bool unary() const { return y == nullptr; }
};

struct CallExpr : Expr {
  GOSUB_NODE(CallExpr, Expr)
  Expr* fun = nullptr;
  std::span<Expr*> args;
  bool hasDots = false;  // the last argument is followed by "..."
};

// ---- Types ----------------------------------------------------------------------------------------------------

// [len]elem
struct ArrayType : Expr {
  GOSUB_NODE(ArrayType, Expr)
  Expr* len = nullptr;  // null for [...]
  Expr* elem = nullptr;
};

struct SliceType : Expr {
  GOSUB_NODE(SliceType, Expr)
  Expr* elem = nullptr;
};

// ...elem, as a parameter's type
struct DotsType : Expr {
  GOSUB_NODE(DotsType, Expr)
  Expr* elem = nullptr;
};

// A struct field, parameter, result, receiver, type parameter, or interface element. Names declared together
// (a, b int) are one Field each and share the type's node.
struct Field : Node {
  GOSUB_NODE(Field, Node)
  NameExpr* name = nullptr;    // null: embedded field or element, unnamed parameter
  Expr* typeExpr = nullptr;
  BasicLit* tag = nullptr;     // struct fields
  types::Object* implicit = nullptr;  // checker: the object of a Field without a name
};

struct StructType : Expr {
  GOSUB_NODE(StructType, Expr)
  std::span<Field*> fields;
};

// A method has a name and a FuncType; an embedded element has no name and a type, ~type or union (Operation Or).
struct InterfaceType : Expr {
  GOSUB_NODE(InterfaceType, Expr)
  std::span<Field*> methods;
};

struct FuncType : Expr {
  GOSUB_NODE(FuncType, Expr)
  std::span<Field*> params;
  std::span<Field*> results;
};

struct MapType : Expr {
  GOSUB_NODE(MapType, Expr)
  Expr* key = nullptr;
  Expr* value = nullptr;
};

struct ChanType : Expr {
  enum class Dir : uint8_t { Both, SendOnly, RecvOnly };
  GOSUB_NODE(ChanType, Expr)
  Dir dir = Dir::Both;
  Expr* elem = nullptr;
};

// ---- Statements -----------------------------------------------------------------------------------------------

struct EmptyStmt : Stmt {
  GOSUB_NODE(EmptyStmt, Stmt)
};

struct LabeledStmt : Stmt {
  GOSUB_NODE(LabeledStmt, Stmt)
  NameExpr* label = nullptr;
  Stmt* stmt = nullptr;
};

struct BlockStmt : Stmt {
  GOSUB_NODE(BlockStmt, Stmt)
  std::span<Stmt*> list;
  Pos rbrace;
  // Of a function's body: its nodes, those of literals in it included, and whether there are go, defer and select statements.
  uint32_t nodes : 31 = 0;
  bool hasGoDeferSelect : 1 = false;
};

struct ExprStmt : Stmt {
  GOSUB_NODE(ExprStmt, Stmt)
  Expr* x = nullptr;
};

// chan <- value
struct SendStmt : Stmt {
  GOSUB_NODE(SendStmt, Stmt)
  Expr* chan = nullptr;
  Expr* value = nullptr;
};

// Declarations of one keyword; several when grouped in parentheses.
struct DeclStmt : Stmt {
  GOSUB_NODE(DeclStmt, Stmt)
  std::span<Decl*> decls;
};

// op None: lhs = rhs; Def: lhs := rhs; else lhs op= rhs. rhs is empty for lhs++ (Add) and lhs-- (Sub).
struct AssignStmt : Stmt {
  GOSUB_NODE(AssignStmt, Stmt)
  Token op = Token::None;
  std::span<Expr*> lhs;
  std::span<Expr*> rhs;
  bool isIncDec() const { return rhs.empty(); }
};

// break, continue, goto, fallthrough
struct BranchStmt : Stmt {
  GOSUB_NODE(BranchStmt, Stmt)
  Token tok = Token::None;
  NameExpr* label = nullptr;
  // What the branch leaves or continues (a For, Switch or Select), or the LabeledStmt of a goto; null for
  // fallthrough and in functions with errors. Set by branches.cpp.
  Stmt* target = nullptr;
};

// go call, defer call. Whether it is a call at all is for the checker to say.
struct CallStmt : Stmt {
  GOSUB_NODE(CallStmt, Stmt)
  Token tok = Token::None;
  Expr* call = nullptr;
};

struct ReturnStmt : Stmt {
  GOSUB_NODE(ReturnStmt, Stmt)
  std::span<Expr*> results;
};

struct IfStmt : Stmt {
  GOSUB_NODE(IfStmt, Stmt)
  Stmt* init = nullptr;
  Expr* cond = nullptr;
  BlockStmt* then = nullptr;
  Stmt* otherwise = nullptr;  // IfStmt, BlockStmt or null
};

struct ForStmt : Stmt {
  GOSUB_NODE(ForStmt, Stmt)
  Stmt* init = nullptr;  // a RangeClause for a range loop (cond and post are then null)
  Expr* cond = nullptr;
  Stmt* post = nullptr;
  BlockStmt* body = nullptr;
};

struct SwitchStmt : Stmt {
  GOSUB_NODE(SwitchStmt, Stmt)
  Stmt* init = nullptr;
  Expr* tag = nullptr;  // a TypeSwitchGuard for a type switch; null for switch true
  std::span<CaseClause*> body;
  Pos rbrace;
};

struct SelectStmt : Stmt {
  GOSUB_NODE(SelectStmt, Stmt)
  std::span<CommClause*> body;
  Pos rbrace;
};

// The header of a range loop: lhs (op) range x; lhs has at most two elements in valid programs.
struct RangeClause : Stmt {
  GOSUB_NODE(RangeClause, Stmt)
  std::span<Expr*> lhs;
  bool def = false;  // :=
  Expr* x = nullptr;
};

struct CaseClause : Node {
  GOSUB_NODE(CaseClause, Node)
  bool isDefault = false;
  std::span<Expr*> cases;  // empty for default
  std::span<Stmt*> body;
  Pos colon;
  types::Object* implicit = nullptr;  // checker: the variable that a type switch declares in this clause
};

struct CommClause : Node {
  GOSUB_NODE(CommClause, Node)
  Stmt* comm = nullptr;  // SendStmt, ExprStmt (<-c), AssignStmt (x = <-c, x := <-c); null for default
  std::span<Stmt*> body;
  Pos colon;
};

// ---- Declarations ---------------------------------------------------------------------------------------------

// The parentheses of a grouped declaration; members of one group share the pointer.
struct Group {
  Pos lparen;
};

struct ImportDecl : Decl {
  GOSUB_NODE(ImportDecl, Decl)
  Group* group = nullptr;
  NameExpr* localName = nullptr;  // "." and "_" included; null when none was written
  BasicLit* path = nullptr;       // null after an error; check path->bad before use
  bool automatic = false;         // added by script mode: not to be complained of when unused
  types::Object* implicit = nullptr;  // checker: the PkgName when localName is null
};

struct ConstDecl : Decl {
  GOSUB_NODE(ConstDecl, Decl)
  Group* group = nullptr;
  std::span<NameExpr*> names;
  Expr* typeExpr = nullptr;
  std::span<Expr*> values;
  // Value of iota: the index in the group.
  int iota = 0;
  // The declaration whose type and values apply: this one if it has either, else the nearest one before it in the
  // group that has, else null (an error for the checker to report).
  ConstDecl* source = nullptr;
};

struct TypeDecl : Decl {
  GOSUB_NODE(TypeDecl, Decl)
  Group* group = nullptr;
  NameExpr* name = nullptr;
  std::span<Field*> typeParams;
  bool alias = false;
  Expr* typeExpr = nullptr;
};

struct VarDecl : Decl {
  GOSUB_NODE(VarDecl, Decl)
  Group* group = nullptr;
  std::span<NameExpr*> names;
  Expr* typeExpr = nullptr;
  std::span<Expr*> values;
  std::span<Directive> directives;  // of interest: go:embed
};

struct FuncDecl : Decl {
  GOSUB_NODE(FuncDecl, Decl)
  Field* recv = nullptr;
  NameExpr* name = nullptr;
  std::span<Field*> typeParams;
  FuncType* typeExpr = nullptr;
  BlockStmt* body = nullptr;  // null: declared without one, or not parsed yet (bodySkipped)
  std::span<Directive> directives;  // go:noinline, go:linkname written above it, ...
  // The body exists at [bodyBegin, bodyEnd) ('{' to after '}') and waits for parseBody (parser.h). From parseDeclaration the end is
  // not known: bodyEnd is behind the '{'.
  bool bodySkipped = false;
  Pos bodyBegin, bodyEnd;
  bool hasBody() const { return body != nullptr || bodySkipped; }
};

// ---- Files ----------------------------------------------------------------------------------------------------

struct File : Node {
  GOSUB_NODE(File, Node)
  SourceFile* source = nullptr;
  NameExpr* packageName = nullptr;       // "main" is made up for a script without a package clause
  std::span<Decl*> decls;                // in source order; grouped declarations are flattened
  std::span<ImportDecl*> imports;        // those among decls
  // Script mode only: top-level statements in order. Variable declarations stand among them as DeclStmt (they run
  // where they are written) and not in decls; imports, constants, types and functions are in decls.
  std::span<Stmt*> stmts;
  std::span<Directive> directives;       // all of the file, the attached ones too, in source order
  std::string_view buildConstraint;      // the expression of the "//go:build" line; empty if none
  int goMinor = 0;                       // N of the go1.N that the build constraint implies; 0 if none
  bool script = false;
  bool incomplete = false;               // the first syntax error was the end of the text: more input could mend it
  bool bad = false;                      // "syntax error"s were reported: the file is not fit for type checking
  Pos eof;
};

#undef GOSUB_NODE

// ---- Helpers --------------------------------------------------------------------------------------------------

// Leftmost position, and approximate end (as gc: closing '}' of blocks, end of the last operand of expressions).
Pos startPos(const Node* n);
Pos endPos(const Node* n);

Expr* unparen(Expr* x);
inline const Expr* unparen(const Expr* x) { return unparen(const_cast<Expr*>(x)); }

// Calls f(child) for each non-null child in source order. Use it recursively to walk a tree.
template <class F>
void forEachChild(Node* n, F&& f);

}  // namespace gosub::syntax

#include "frontend/syntax/walk.inc"
