// The types of Go programs, the objects that names denote, and what the checker leaves on the AST.
//
// Vocabulary and shape follow the language specification and the go/types package: Type, Named, TypeParam,
// Signature, Interface with its TypeSet, Object, Scope, Selection, Instance. Layout facts (sizes, offsets) are in
// sizes.h, constants in const.h, the checker itself in checker.h. Everything here lives in the arena of a World
// and is immutable once complete, except what the comments call lazy.
//
// Types are compared with identical() (predicates.h), never by address: only Named, TypeParam and Basic types
// have pointer identity (instantiated Named types are de-duplicated by World, so identical instances are equal
// pointers too).
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "base/decl_index.h"
#include "base/intern.h"
#include "base/source.h"
#include "frontend/syntax/ast.h"

namespace gosub::types {

class Checker;
struct Object;
struct Scope;
struct Package;
struct TypeSet;
struct ConstValue;  // const.h

enum class TypeKind : uint8_t {
  Basic, Array, Slice, Struct, Pointer, Tuple, Signature, Union, Interface, Map, Chan, Named, TypeParam,
};

struct Type {
  TypeKind kind;
  // Scratch for the consumers below the checker (IR layout cache). Owned by frontend/ir; null until then.
  mutable void* lowered = nullptr;
};

// T must have a static constexpr TypeKind kKind. as<T>(t) is null for another kind and does NOT look through
// Named; use under(t) first where the underlying type is meant.
template <class T>
inline T* as(Type* t) {
  return t != nullptr && t->kind == T::kKind ? static_cast<T*>(t) : nullptr;
}
template <class T>
inline const T* as(const Type* t) {
  return t != nullptr && t->kind == T::kKind ? static_cast<const T*>(t) : nullptr;
}

enum class BasicKind : uint8_t {
  Invalid,
  Bool, Int, Int8, Int16, Int32, Int64, Uint, Uint8, Uint16, Uint32, Uint64, Uintptr,
  Float32, Float64, Complex64, Complex128, String, UnsafePointer,
  UntypedBool, UntypedInt, UntypedRune, UntypedFloat, UntypedComplex, UntypedString, UntypedNil,
  Count,
};

enum BasicInfo : uint16_t {
  kIsBoolean = 1, kIsInteger = 2, kIsUnsigned = 4, kIsFloat = 8, kIsComplex = 16, kIsString = 32, kIsUntyped = 64,
  kIsOrdered = kIsInteger | kIsFloat | kIsString,
  kIsNumeric = kIsInteger | kIsFloat | kIsComplex,
  kIsConstType = kIsBoolean | kIsNumeric | kIsString,
};

struct Basic : Type {
  static constexpr TypeKind kKind = TypeKind::Basic;
  BasicKind basic;
  uint16_t info;
  std::string_view name;  // "int"; byte and rune are separate Basic objects with BasicKind Uint8/Int32
};

struct Array : Type {
  static constexpr TypeKind kKind = TypeKind::Array;
  int64_t length;  // < 0: unknown because of an error
  Type* elem;
  int64_t size = 0, align = 0;  // owned by sizes.cpp; align 0: not laid out yet
};

struct Slice : Type {
  static constexpr TypeKind kKind = TypeKind::Slice;
  Type* elem;
};

struct Var;
struct Func;
struct TypeName;

struct Struct : Type {
  static constexpr TypeKind kKind = TypeKind::Struct;
  std::span<Var*> fields;
  std::span<std::string_view> tags;  // empty, or one per field (unquoted)
  int64_t size = 0, align = 0;       // owned by sizes.cpp; align 0: not laid out yet
  bool declaring = false;            // its fields are being looked at
};

struct Pointer : Type {
  static constexpr TypeKind kKind = TypeKind::Pointer;
  Type* elem;
};

// An ordered list of variables: parameters and results; also the type of a multi-value call expression.
struct Tuple : Type {
  static constexpr TypeKind kKind = TypeKind::Tuple;
  std::span<Var*> vars;
};

// A signature that is being declared has no tuples yet: it counts as one without parameters and results.
inline std::span<Var*> varsOf(const Tuple* t) { return t != nullptr ? t->vars : std::span<Var*>(); }

struct TypeParam;

struct Signature : Type {
  static constexpr TypeKind kKind = TypeKind::Signature;
  std::span<TypeParam*> typeParams;      // of a generic function
  std::span<TypeParam*> recvTypeParams;  // of a method of a generic type
  Var* recv = nullptr;                   // not part of identity
  Tuple* params = nullptr;               // never null once complete
  Tuple* results = nullptr;              // never null once complete
  bool variadic = false;                 // the last parameter's type is then a Slice (or string for append's special case)
};

struct UnionTerm {
  bool tilde;
  Type* type;
};

struct Union : Type {
  static constexpr TypeKind kKind = TypeKind::Union;
  std::span<UnionTerm> terms;  // as written
  TypeSet* typeSet = nullptr;  // lazy: typeset.h
};

struct Interface : Type {
  static constexpr TypeKind kKind = TypeKind::Interface;
  std::span<Func*> methods;    // explicitly declared, as written
  std::span<Type*> embeddeds;  // types and unions, as written
  std::span<Pos> embedPos;
  bool implicit = false;       // wraps a constraint literal such as ~int
  bool complete = false;       // all of the above are set
  TypeSet* typeSet = nullptr;  // lazy: typeset.h
  Checker* checker = nullptr;  // of the package that wrote it (the lazy type set reports there); null: universe
};

struct Map : Type {
  static constexpr TypeKind kKind = TypeKind::Map;
  Type* key;
  Type* elem;
};

enum class ChanDir : uint8_t { Both, SendOnly, RecvOnly };

struct Chan : Type {
  static constexpr TypeKind kKind = TypeKind::Chan;
  ChanDir dir;
  Type* elem;
};

// A defined type, generic or not, or an instance of a generic type. Instances are completed lazily: call
// under(), Named::method(i) or expand() in named.h rather than reading `underlying` and `methods` directly.
struct Named : Type {
  static constexpr TypeKind kKind = TypeKind::Named;
  TypeName* object = nullptr;
  Type* underlying = nullptr;           // never a Named once resolved; lazy for instances and embedded packages
  std::span<TypeParam*> typeParams;     // of a generic type (origin only)
  std::span<Func*> methods;             // declared methods (of the origin: generic form; of instances: lazy, substituted)
  Named* origin = nullptr;              // the generic type for an instance, else itself
  std::span<Type*> typeArgs;            // of an instance
  uint8_t state = 0;                    // resolution state, owned by named.cpp
  bool valid = false;                   // known not to contain itself, owned by validtype.cpp
  Type* fromRhs = nullptr;              // the type as declared, possibly a Named (of the origin; validtype.cpp)
  Pos pos;                              // of an instance: where it was first written; may be unknown
};

struct TypeParam : Type {
  static constexpr TypeKind kKind = TypeKind::TypeParam;
  uint64_t id = 0;   // unique in the World; for tie-breaks and printing in debug dumps
  TypeName* object = nullptr;
  int index = 0;     // in its list
  Type* bound = nullptr;  // any type; iface(tp) in typeset.h gives the constraint interface
};

// ---- Objects -------------------------------------------------------------------------------------------------

enum class ObjectKind : uint8_t { PkgName, Const, TypeName, Var, Func, Label, Builtin, Nil };
enum class Color : uint8_t { White, Grey, Black };  // declaration cycle detection: not begun, in progress, done

struct Object {
  ObjectKind kind;
  Color color = Color::White;
  bool used = false;
  Name name;
  Pos pos;
  Type* type = nullptr;     // null until resolved (Checker::resolve)
  Package* pkg = nullptr;   // null for the universe
  Scope* parent = nullptr;  // the scope that holds it; null for fields and methods
  uint32_t order = 0;       // package-level declaration order, from 1
  Pos scopePos;             // start of the scope of a local object
  uint32_t colorIndex = 0;  // position on the object path while Grey
  uint32_t depStamp = 0;    // the declaration that last noted its dependency on this object
  void* decl = nullptr;     // checker's DeclInfo of package-level objects
  // Owned by frontend/ir: what the object was lowered to (variable, function).
  mutable void* lowered = nullptr;
};

template <class T>
inline T* as(Object* o) {
  return o != nullptr && o->kind == T::kKind ? static_cast<T*>(o) : nullptr;
}
template <class T>
inline const T* as(const Object* o) {
  return o != nullptr && o->kind == T::kKind ? static_cast<const T*>(o) : nullptr;
}

struct PkgName : Object {
  static constexpr ObjectKind kKind = ObjectKind::PkgName;
  Package* imported = nullptr;
};

struct Const : Object {
  static constexpr ObjectKind kKind = ObjectKind::Const;
  const ConstValue* value = nullptr;
};

struct TypeName : Object {
  static constexpr ObjectKind kKind = ObjectKind::TypeName;
  bool isAlias = false;
};

struct Var : Object {
  static constexpr ObjectKind kKind = ObjectKind::Var;
  bool embedded = false;  // embedded struct field
  bool isField = false;
  bool isParam = false;   // parameter, result or receiver
  bool isResult = false;
  // Filled by the checker for locals, used by the IR builder to decide where the variable lives:
  bool addressTaken = false;  // & operand, method value/call through implicit &, slicing of an array
  bool captured = false;      // referred to from a function literal inside its function
  bool reassigned = false;    // assigned to after its declaration (also ++, op=, range with =)
  Func* origin = nullptr;     // unused for locals
  Var* originField = nullptr; // for fields and parameters of instances: the generic one
  const void* funcNode = nullptr;  // the FuncDecl or FuncLit that declares a local (syntax::Node*); null at package level
};

struct Func : Object {
  static constexpr ObjectKind kKind = ObjectKind::Func;
  syntax::FuncDecl* syntaxDecl = nullptr;  // null for interface methods and methods of instances (see origin)
  bool hasPtrRecv = false;
  bool isInterfaceMethod = false;
  Func* origin = nullptr;  // the generic method for a method of an instance, else itself
  uint8_t bodyState = 0;   // 0 unchecked, 1 in progress, 2 checked; Checker::checkBody
};

struct Label : Object {
  static constexpr ObjectKind kKind = ObjectKind::Label;
};

enum class BuiltinId : uint8_t {
  Append, Cap, Clear, Close, Complex, Copy, Delete, Imag, Len, Make, Max, Min, New, Panic, Print, Println, Real,
  Recover,
  // package unsafe
  UnsafeAdd, UnsafeAlignof, UnsafeOffsetof, UnsafeSizeof, UnsafeSlice, UnsafeSliceData, UnsafeString,
  UnsafeStringData,
  Count,
};

struct Builtin : Object {
  static constexpr ObjectKind kKind = ObjectKind::Builtin;
  BuiltinId id;
};

struct Nil : Object {
  static constexpr ObjectKind kKind = ObjectKind::Nil;
};

// ---- Scopes and packages --------------------------------------------------------------------------------------

// A small open-addressing map from Name to Object plus the enclosing scope. Functions in scope.h.
struct Scope {
  Scope* parent = nullptr;
  Object** table = nullptr;  // capacity slots, by Name hash
  uint32_t count = 0;
  uint32_t capacity = 0;
  Pos start, end;
  Checker* indexed = nullptr;  // of the package scope of an indexed package: names that are missed may be entered by it
};

// One package-level initialisation step, in execution order: lhs = rhs (several lhs for one multi-value rhs).
struct Initializer {
  std::span<Var*> lhs;
  syntax::Expr* rhs;
};

struct Package {
  std::string_view path;   // import path; "main" for the main package
  std::string_view name;
  Scope* scope = nullptr;
  std::span<Package*> imports;         // direct imports, in source order without duplicates
  std::span<syntax::File*> files;
  std::span<Initializer> initOrder;    // complete after check; for lazy packages after Checker::initOrder()
  std::span<Func*> initFuncs;          // the init functions, in order of files and declarations; of the latest collect()
  // Script mode: what runs the top-level statements of the latest files, or null. Named main, and found by that name,
  // or, when the script has a func main, one of initFuncs. The variables it declares outside of blocks are
  // package-level ones (funcNode null), but its statements initialise them and initOrder does not.
  Func* script = nullptr;
  uint32_t rounds = 0;                 // how often files were collected: more than once at the prompt and by a host
  bool fake = false;                   // made to go on after a failed import
  bool lazy = false;                   // embedded: declarations and bodies are checked on first use
  // Of a lazy package, which has no files: its declarations are parsed when a look-up first asks for their names.
  const DeclIndex* index = nullptr;
  bool complete = false;
  int langMinor = 23;                  // go1.N of this package
  Checker* checker = nullptr;
  mutable void* lowered = nullptr;     // owned by frontend/ir
};

// ---- What the checker leaves on expressions ---------------------------------------------------------------------

// Expr::mode (syntax/ast.h keeps it as uint8_t).
enum class Mode : uint8_t {
  Invalid,    // erroneous
  NoValue,    // call without results
  BuiltinFn,  // a builtin function name
  TypeExpr,   // denotes a type (Expr::type)
  Constant,   // Expr::constVal is set; Expr::type is the final (default) type after conversion
  Variable,   // addressable
  MapIndex,   // assignable but not addressable
  Value,      // computed value
  NilValue,   // untyped nil converted to Expr::type
  CommaOk,    // value that may also be used in v, ok form (Expr::type is then a Tuple when it is)
  CgoFunc,    // unused; keeps go/types' numbering readable
};

enum class SelectionKind : uint8_t {
  FieldVal,    // x.f
  MethodVal,   // x.m as a value or called
  MethodExpr,  // T.m
  Qualified,   // pkg.Name: obj is the package-level object
};

// x.Sel. `path` leads from the receiver to the field or method: all but the last entry are field indices of
// embedded fields (auto-dereferenced when they are pointers); the last is the field index, or the method's index
// in its Named's methods or in the interface's sorted method set.
struct Selection {
  SelectionKind kind;
  bool indirect;  // a pointer was followed on the way
  Type* recv;     // type of x (or T)
  Object* obj;    // Var (field) or Func (method)
  Type* type;     // of the selection: the field's type, the method's signature (MethodExpr: receiver first)
  std::span<int> path;
};

// Type arguments of an instantiated generic function or type at this expression.
struct Instance {
  std::span<Type*> typeArgs;
  Type* type;  // the instantiated Signature or Named
};

// Printing and the predicates everyone needs; the rest is in predicates.h, lookup.h, typestring.h.
// Completes lazy Named types.
Type* underOther(Type* t);  // of any type
inline Type* under(Type* t) {
  if (t->kind == TypeKind::Named) {
    Type* u = static_cast<Named*>(t)->underlying;
    if (u != nullptr && u->kind != TypeKind::Named) return u;
  } else if (t->kind != TypeKind::TypeParam) {
    return t;
  }
  return underOther(t);
}

}  // namespace gosub::types
