// The state and the steps of checking one package, for the files of this folder only; others use checker.h.
//
// Each step is a member function of Checker::Impl and stands in the file that is named above its group.
// How it works: collect() enters the package-level names. objDecl() checks one declaration when it is first referred
// to; `path_` holds the declarations in progress, for cycles. What needs complete types (function bodies, verification
// of instances, type sets) is put off with later() and run by processDelayed() once the declaration at hand is set up.
// An operand or type that is invalid was reported: it silences all that follows from it.
//
// C-1: every declaration restores the Env it found. C-2: delayed actions of all packages share the World's queue;
// whoever begins a run from outside (Run) empties what it added.
#pragma once

#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/diag.h"
#include "frontend/types/checker.h"
#include "frontend/types/construct.h"
#include "frontend/types/errors.h"
#include "frontend/types/format.h"
#include "frontend/types/instance_graph.h"
#include "frontend/types/lookup.h"
#include "frontend/types/operand.h"
#include "frontend/types/operand_list.h"
#include "frontend/types/predicates.h"
#include "frontend/types/scope.h"
#include "frontend/types/typestring.h"

namespace gosub::types {

// What collect() learns of a package-level declaration. Object::decl points to it. In the World's arena.
struct DeclInfo {
  Scope* file = nullptr;
  std::span<Var*> lhs;             // of a declaration with one value for several variables
  syntax::Expr* typeExpr = nullptr;
  syntax::Expr* init = nullptr;
  bool inherited = false;          // type and values come from an earlier line of the const group
  syntax::TypeDecl* type = nullptr;
  syntax::FuncDecl* func = nullptr;
  uint32_t laterUnit = 0;          // + 1: of an indexed package's method that is not parsed yet
  std::span<Func*> methods;        // of a type, in source order; until collectMethods
  uint32_t stamp = 0;              // unique; see Object::depStamp
  // Package-level variables, constants and functions that the initialiser or body refers to.
  Object** deps = nullptr;
  uint32_t depCount = 0, depCapacity = 0;
  std::span<Object*> dependencies() const { return {deps, depCount}; }
};

// What surrounds the declaration, body or expression being checked.
struct Env {
  DeclInfo* decl = nullptr;           // its dependencies are collected here
  Scope* scope = nullptr;             // for look-ups
  const ConstValue* iota = nullptr;   // inside a constant declaration
  Pos inheritedPos;                   // where errors in an inherited constant initialiser are reported
  bool inTypeParamList = false;
  Signature* sig = nullptr;           // of the function whose body it is
  const void* funcNode = nullptr;     // the FuncDecl or FuncLit of that body
  bool hasCallOrRecv = false;         // the expression contains a call or receive operation
};

// Bits of Node::checkerBits.
enum : uint16_t {
  kUntypedShiftLhs = 1,  // an untyped operand of a non-constant shift: must become an integer type
  kPanicCall = 2,        // a call of the builtin panic
};

enum class ExprClass : uint8_t { Conversion, Expression, Statement };

// The function type an expression is assigned to, which may decide the type arguments of a generic function.
struct Target {
  Signature* sig;
  std::string_view description;
};

// The target that a variable of type t makes: none unless t is a function type.
inline std::optional<Target> targetFor(Type* t, std::string_view description) {
  auto* sig = t != nullptr ? as<Signature>(under(t)) : nullptr;
  if (sig == nullptr) return std::nullopt;
  return Target{sig, description};
}
inline const Target* pointerTo(const std::optional<Target>& t) { return t.has_value() ? &*t : nullptr; }

// Where a value goes, as messages put it: "assignment", or "argument to " with the function called. Nothing is
// formatted before there is an error.
struct Context {
  std::string_view text;
  const syntax::Expr* callee = nullptr;
  Context(const char* t) : text(t) {}
  Context(std::string_view t) : text(t) {}
  Context(const std::string& t) : text(t) {}
  Context(std::string_view t, const syntax::Expr* f) : text(t), callee(f) {}
  std::string string() const;
};

// Where an error is: made from a position, node, operand or object, as gc picks the place.
struct At {
  Pos pos;
  At(Pos p) : pos(p) {}
  At(const syntax::Node* n) : pos(syntax::startPos(n)) {}
  At(const Operand& x) : pos(startPos(x)) {}
  At(const Object* o) : pos(o->pos) {}
};

// A declaration on a cycle, and where it stands: an instance of a generic type where it is written.
struct CycleStep {
  Object* object;
  Pos pos;
};

// An error of several lines, each with its position.
class ErrorLines;

struct Checker::Impl : Env {
  Impl(Checker& checker, World& world, Package* pkg, CheckConfig config);

  Checker& self;
  World& world;
  Package* pkg;
  CheckConfig config;
  Qualifier qualifier;
  bool reported = false;  // an error was reported

  // ---- errors.cpp
  template <class... Args>
  std::string str(std::string_view fmt, const Args&... args) const {
    return format(qualifier, fmt, args...);
  }
  template <class... Args>
  void errorf(At at, Code code, std::string_view fmt, const Args&... args) {
    report(at.pos, code, str(fmt, args...), false);
  }
  template <class... Args>
  void softErrorf(At at, Code code, std::string_view fmt, const Args&... args) {
    report(at.pos, code, str(fmt, args...), true);
  }
  // Errors whose expression is at fault: "invalid operation: ...", "invalid argument: ..."
  template <class... Args>
  void invalidOp(At at, Code code, std::string_view fmt, const Args&... args) {
    report(at.pos, code, "invalid operation: " + str(fmt, args...), false);
  }
  template <class... Args>
  void invalidArg(At at, Code code, std::string_view fmt, const Args&... args) {
    report(at.pos, code, "invalid argument: " + str(fmt, args...), false);
  }
  void report(Pos pos, Code code, std::string message, bool soft);
  void errorfWithDetail(Pos pos, Code code, std::string message, Pos detailPos, std::string detail);
  void redeclared(Pos pos, const Object* obj, const Object* other);
  // Is the language version at pos at least go1.minor? verifyVersion reports when it is not.
  bool allowVersion(Pos pos, int minor) const;
  int fileMinor(Pos pos) const;
  template <class... Args>
  bool verifyVersion(Pos pos, int minor, std::string_view fmt, const Args&... args) {
    if (allowVersion(pos, minor)) return true;
    versionError(pos, minor, str(fmt, args...));
    return false;
  }
  void versionError(Pos pos, int minor, const std::string& what);

  // ---- delayed.h
  template <class F>
  void later(F&& f);
  void processDelayed(size_t from);
  size_t delayedTop() const { return world.delayed.size(); }

  // ---- resolver.cpp
  void collect(std::span<syntax::File* const> files);
  void collectFile(syntax::File* file, Scope* fileScope);
  void collectDecl(syntax::Decl* d, Scope* fileScope);
  void collectImport(syntax::ImportDecl* d, Scope* fileScope);
  void importInto(syntax::ImportDecl* d, Package* imported, Scope* fileScope, Name name);
  void dotImport(syntax::ImportDecl* d, Package* imported, Scope* fileScope);
  Package* importPath(syntax::ImportDecl* d, std::string_view path);
  void addImport(Package* imported);
  PkgName* dotImportOf(Scope* fileScope, const Object* obj);
  void collectConst(syntax::ConstDecl* d, Scope* fileScope);
  void collectVar(syntax::VarDecl* d, Scope* fileScope);
  void collectType(syntax::TypeDecl* d, Scope* fileScope);
  void collectFunc(syntax::FuncDecl* d, Scope* fileScope);
  void collectPlainFunc(syntax::FuncDecl* d, Func* obj);
  void collectScript(syntax::File* file, Scope* fileScope);
  void checkFileScopes(size_t firstFile);
  void associateMethods();
  TypeName* resolveBaseType(syntax::Expr* recv, bool* isPointer);
  template <class T>
  T* newObject(syntax::NameExpr* name) {
    T* o = newNode<T>(world.arena);
    o->pos = name->pos;
    o->pkg = pkg;
    o->name = name->name;
    return o;
  }
  void declarePackageObject(syntax::NameExpr* name, Object* obj, DeclInfo* d);
  void enterPackageScope(Object* obj);
  DeclInfo* newDecl(Scope* fileScope);
  void checkPackageObjects();
  void constArity(syntax::ConstDecl* d);
  void varArity(syntax::VarDecl* d);

  // ---- indexed.cpp: packages whose declarations are parsed on demand
  void collectIndexed();
  SourceFile& indexedSource(uint32_t file);
  Scope* indexedScope(uint32_t file);
  bool enterIndexed(Name name);  // false: not declared
  void enterAllIndexed();
  void enterUnit(uint32_t unit);
  void enterMethods(std::string_view typeName);
  void parseLater(Func* method);
  Func* laterMethod(const IndexedMethod& row);
  std::span<syntax::Decl*> parseUnit(uint32_t unit);

  // ---- decl.cpp
  void objDecl(Object* obj, TypeName* def = nullptr);
  void objDeclAgain(Object* obj);
  // Enters obj (unless blank) and notes it as what `name`, if given, denotes. A variable gets its funcNode here.
  void declare(Scope* scope, syntax::NameExpr* name, Object* obj, Pos scopePos);
  bool validCycle(Object* obj);
  void cycleError(std::span<Object* const> cycle);
  void cycleError(std::span<const CycleStep> cycle);
  void constDecl(Const* obj, syntax::Expr* typeExpr, syntax::Expr* init, bool inherited);
  void constValue(Const* obj, syntax::Expr* typeExpr, syntax::Expr* init, bool inherited);
  void varDecl(Var* obj, std::span<Var*> lhs, syntax::Expr* typeExpr, syntax::Expr* init);
  void typeDecl(TypeName* obj, syntax::TypeDecl* d, TypeName* def);
  void validateType(TypeName* obj, syntax::TypeDecl* d);
  void aliasDecl(TypeName* obj, syntax::TypeDecl* d);
  void resolveBeforeAlias(syntax::Node* rhs);
  bool isBrokenAlias(const TypeName* obj) const;
  std::span<TypeParam*> collectTypeParams(std::span<syntax::Field* const> list, std::span<TypeParam*>* publish);
  TypeParam* declareTypeParam(syntax::NameExpr* name, int index);
  Type* bound(syntax::Expr* x);
  void collectMethods(TypeName* obj);
  void checkFieldUniqueness(Named* base);
  void funcDecl(Func* obj, DeclInfo* d);
  void declStmt(std::span<syntax::Decl* const> list);
  void localConst(syntax::ConstDecl* d);
  void localVar(syntax::VarDecl* d);
  void localType(syntax::TypeDecl* d);
  void addDep(Object* to);
  DeclInfo* info(const Object* o) const { return static_cast<DeclInfo*>(o->decl); }

  // ---- typexpr.cpp, struct.cpp, interface.cpp, signature.cpp
  void ident(Operand& x, syntax::NameExpr* e, TypeName* def, bool wantType);
  void unknownName(Operand& x, syntax::NameExpr* e);
  bool predeclaredAllowed(syntax::NameExpr* e, const Object* obj);
  bool identObject(Operand& x, syntax::NameExpr* e, Object* obj);
  Scope* fileScopeOf(Scope* s) const;
  Type* typ(syntax::Expr* e) { return definedType(e, nullptr); }
  Type* varType(syntax::Expr* e);          // not a constraint interface
  Type* definedType(syntax::Expr* e, TypeName* def);
  Type* genericType(syntax::Expr* e, std::string* cause);
  Type* typInternal(syntax::Expr* e, TypeName* def);
  Type* namedTypeExpr(syntax::Expr* e, TypeName* def);
  Type* mapType(syntax::MapType* e, TypeName* def);
  Type* arrayType(syntax::ArrayType* e, TypeName* def);
  void setDefType(TypeName* def, Type* t);
  void validVarType(syntax::Expr* e, Type* t);
  Type* instantiatedType(syntax::Expr* x, std::span<syntax::Expr* const> args, syntax::IndexExpr* at);
  void verifyInstantiated(Named* inst, syntax::Expr* x, std::span<syntax::Expr* const> args);
  int64_t arrayLength(syntax::Expr* e);
  bool typeList(std::span<syntax::Expr* const> list, std::vector<Type*>* out);
  void structType(Struct* t, syntax::StructType* e);
  void embeddedField(syntax::Field* f, std::vector<Var*>* fields);
  std::string_view fieldTag(syntax::BasicLit* tag);
  void checkEmbedded(Pos pos, Type* embedded);
  void interfaceType(Interface* t, syntax::InterfaceType* e, TypeName* def);
  void funcType(Signature* sig, syntax::Field* recv, std::span<syntax::Field* const> typeParams,
                syntax::FuncType* e);
  Func* interfaceMethod(syntax::Field* f, Type* recv);
  void receiverTypeParams(Signature* sig, syntax::Field* recv, syntax::FuncType* e);
  void collectRecv(Signature* sig, syntax::Field* recv);
  void validRecv(Var* recv, bool hasTypeParams);
  std::span<Var*> collectParams(std::span<syntax::Field* const> list, bool isResult, bool* variadic);
  void checkParamNames(const Signature* sig);
  bool isImportedConstraint(Type* t);
  Type* emptyInterface();

  // ---- expr.cpp, untyped.cpp, binary.cpp, literal.cpp
  void expr(Operand& x, syntax::Expr* e, const Target* target = nullptr);
  void genericExpr(Operand& x, syntax::Expr* e);
  void exprWithHint(Operand& x, syntax::Expr* e, Type* hint);
  void exprOrType(Operand& x, syntax::Expr* e, bool allowGeneric = false);
  // One value, or the parts of a multi-value call; a comma-ok expression too when allowed.
  void multiExpr(syntax::Expr* e, bool allowCommaOk, OperandList* out, bool* commaOk);
  ExprClass rawExpr(Operand& x, syntax::Expr* e, const Target* target, Type* hint, bool allowGeneric);
  ExprClass exprInternal(Operand& x, syntax::Expr* e, const Target* target, Type* hint);
  void nonGeneric(Operand& x, const Target* target);
  void singleValue(Operand& x);
  void exclude(Operand& x, unsigned modes);
  // Check expressions whose values are of no interest after an error. True: they are valid.
  bool use(std::span<syntax::Expr* const> list);
  bool useOne(syntax::Expr* e, bool lhs = false);
  bool useLhs(std::span<syntax::Expr* const> list);
  void record(const Operand& x);
  void recordType(syntax::Expr* e, Type* t);
  void recordCommaOk(syntax::Expr* e, Type* value);
  void updateExprType(syntax::Expr* e, Type* t, bool final);
  void finalExprType(syntax::Expr* e, Type* t);
  void convertUntyped(Operand& x, Type* t);
  bool canConvertUntyped(const Operand& x, Type* t);
  // The type (and constant value, if *val changes) of untyped x used as a t; null and *code when impossible.
  Type* implicitType(const Operand& x, Type* t, const ConstValue** val, Code* code);
  bool implicitBasic(const Operand& x, Basic* t, const ConstValue** val, Code* code);
  void invalidConversionOf(Code code, Operand& x, Type* target);
  void matchTypes(Operand& x, Operand& y);
  bool mayConvert(const Operand& x, const Operand& y);
  void unary(Operand& x, syntax::Operation* e);
  void addressOf(Operand& x, syntax::Operation* e);
  void receive(Operand& x, syntax::Operation* e);
  bool unaryOperatorApplies(Operand& x, syntax::Token op);
  void binary(Operand& x, syntax::Expr* e, syntax::Expr* lhs, syntax::Expr* rhs, syntax::Token op, Pos opPos);
  bool binaryOperatorApplies(Operand& x, syntax::Token op);
  void mismatchedTypes(Operand& x, Operand& y, syntax::Expr* e, syntax::Token op, Pos opPos);
  void constantBinary(Operand& x, const Operand& y, syntax::Expr* e, syntax::Token op, Pos opPos);
  // switchCase: x is a case value and y the tag of a switch; op is then ==.
  void comparison(Operand& x, Operand& y, syntax::Token op, bool switchCase = false);
  void shift(Operand& x, Operand& y, syntax::Expr* e, syntax::Token op);
  std::string incomparableCause(Type* t);
  void indirection(Operand& x, syntax::Operation* e);
  void assertExpr(Operand& x, syntax::AssertExpr* e);
  // The local or package variable in whose memory the addressable operand lies; null: behind a pointer.
  static Var* variableHolding(syntax::Expr* e);
  void markAddressTaken(syntax::Expr* e);
  void basicLit(Operand& x, syntax::BasicLit* e);
  void compositeLit(Operand& x, syntax::CompositeLit* e, Type* hint);
  Type* compositeLitType(syntax::CompositeLit* e, Type* hint, Type** base);
  bool literalElems(syntax::CompositeLit* e, Type* t, Type* base);
  void structLit(syntax::CompositeLit* e, Struct* s, Type* base);
  void keyedStructLit(syntax::CompositeLit* e, Struct* s, Type* base);
  void mapLit(syntax::CompositeLit* e, Map* m);
  int64_t indexedElems(std::span<syntax::Expr* const> elems, Type* elemType, int64_t length);
  void funcLit(Operand& x, syntax::FuncLit* e);
  void typeAssertion(syntax::Expr* e, Operand& x, Type* t, bool typeSwitch);

  // ---- index.cpp
  // True: x is a generic function to be instantiated.
  bool indexExpr(Operand& x, syntax::IndexExpr* e);
  bool indexTypeParam(Operand& x, syntax::IndexExpr* e, int64_t* length, bool* valid);
  bool indexable(Operand& x, Type* u, int64_t* length);
  void indexMap(Operand& x, syntax::IndexExpr* e, Type* key, Type* elem);
  void sliceExpr(Operand& x, syntax::SliceExpr* e);
  bool sliceable(Operand& x, syntax::SliceExpr* e, int64_t* length);
  bool sliceString(Operand& x, syntax::SliceExpr* e, int64_t* length);
  void checkSliceIndices(syntax::SliceExpr* e, int64_t length);
  syntax::Expr* singleIndex(syntax::IndexExpr* e);
  bool index(syntax::Expr* e, int64_t max, int64_t* value, Type** type);
  Type* indexValue(syntax::Expr* e, int64_t max, int64_t* value);
  bool isValidIndex(Operand& x, Code code, std::string_view what, bool allowNegative);

  // ---- call.cpp, selector.cpp
  ExprClass callExpr(Operand& x, syntax::CallExpr* e);
  ExprClass conversionCall(Operand& x, syntax::CallExpr* e);
  ExprClass builtinCall(Operand& x, syntax::CallExpr* e);
  void funcInst(const Target* target, Pos pos, Operand& x, syntax::IndexExpr* inst);
  bool partialInst(Operand& x, syntax::IndexExpr* inst, std::vector<Type*>* typeArgs);
  bool inferFromTarget(const Target* target, Pos pos, Operand& x, Signature* sig, std::vector<Type*>* typeArgs);
  Signature* instantiateSig(Pos pos, syntax::Expr* e, Signature* sig, std::span<Type* const> typeArgs,
                            std::span<syntax::Expr* const> exprs);
  void genericExprList(std::span<syntax::Expr* const> list, struct ArgList* out);
  void genericArg(Operand& x, syntax::Expr* e, std::vector<Type*>* typeArgs);
  OperandList exprList(std::span<syntax::Expr* const> list);
  ExprClass functionCall(Operand& x, syntax::CallExpr* e, syntax::IndexExpr* inst);
  bool callTypeArgs(syntax::IndexExpr* inst, Signature** sig, std::vector<Type*>* typeArgs,
                    std::span<syntax::Expr* const>* exprs);
  Signature* arguments(syntax::CallExpr* call, std::span<Type* const> typeArgs, std::span<syntax::Expr* const> exprs,
                       Signature* sig, struct ArgList& args);
  bool argumentCount(syntax::CallExpr* call, Signature* sig, std::span<const Operand> args, bool* spread);
  void argumentCountError(syntax::CallExpr* call, Signature* sig, std::span<const Operand> args, size_t want);
  void builtinArguments(syntax::CallExpr* call, Signature* sig, OperandList& args);
  void selector(Operand& x, syntax::SelectorExpr* e, TypeName* def, bool wantType);
  bool qualified(Operand& x, syntax::SelectorExpr* e, PkgName* name);
  Object* lookup(const syntax::NameExpr* e) const;
  bool selectorOperand(Operand& x, syntax::SelectorExpr* e, TypeName* def, bool wantType);
  bool selected(Operand& x, syntax::SelectorExpr* e);
  bool methodValue(Operand& x, syntax::SelectorExpr* e, Func* m, const LookupResult& r);
  bool methodExpr(Operand& x, syntax::SelectorExpr* e, Func* m, const LookupResult& r);
  std::string missingText(const Operand& x, Name sel);
  void missingSelector(Operand& x, syntax::SelectorExpr* e, const LookupResult& r);
  void recordSelection(syntax::SelectorExpr* e, SelectionKind kind, Type* recv, Object* obj, std::span<int> path,
                       bool indirect, Type* type);
  void recordFieldSelection(syntax::SelectorExpr* e, Type* recv, Object* obj, std::span<int> path, bool addressable);
  void recordBuiltinType(syntax::Expr* fun, Signature* sig);
  void recordInstance(syntax::Expr* e, std::span<Type* const> typeArgs, Type* type);
  void markPanic(syntax::CallExpr* call) { call->checkerBits |= kPanicCall; }
  void noteImplicitAddress(const Operand& x, Func* m, const LookupResult& r);

  // ---- assign.cpp
  // x must be assignable to t; t null: to a variable of its default type. context: "assignment", "argument" ...
  void assignment(Operand& x, Type* t, const Context& context);
  bool convertForAssignment(Operand& x, Type* t, const Context& context);
  void initConst(Const* lhs, Operand& x);
  void initVar(Var* lhs, Operand& x, std::string_view context);
  Type* lhsVar(syntax::Expr* lhs);
  Var* lhsName(syntax::Expr* lhs);
  Type* lhsType(syntax::Expr* lhs, Operand& x);
  void assignVar(syntax::Expr* lhs, syntax::Expr* rhs, Operand* x, std::string_view context);
  void initVars(std::span<Var* const> lhs, std::span<syntax::Expr* const> rhs, syntax::Stmt* returnStmt);
  void assignVars(std::span<syntax::Expr* const> lhs, std::span<syntax::Expr* const> rhs);
  void shortVarDecl(Pos pos, std::span<syntax::Expr* const> lhs, std::span<syntax::Expr* const> rhs);
  void assignError(std::span<syntax::Expr* const> rhs, size_t l, size_t r);
  void returnError(syntax::Stmt* at, std::span<Var* const> lhs, std::span<const Operand> rhs);
  void useLhsVars(std::span<Var* const> lhs);
  void markReassigned(syntax::Expr* lhs);
  std::string typesSummary(std::span<Type* const> list, bool variadic);

  // ---- stmt.cpp, switch.cpp, range.cpp, return.cpp, usage.cpp
  // outer: the scope around the function. Makes the function's own scope from the signature.
  void funcBody(DeclInfo* d, const void* node, Scope* outer, Signature* sig, syntax::BlockStmt* body,
                const ConstValue* iotaValue);
  void enterParams(Scope* s, const void* node, const Signature* sig);
  void usage(size_t firstLocal);
  Scope* openScope();  // gives the one around it, for closeScope
  void closeScope(Scope* outer) { scope = outer; }
  void stmtList(std::span<syntax::Stmt* const> list);
  void stmt(syntax::Stmt* s);
  void stmtInner(syntax::Stmt* s);
  void simpleStmt(syntax::Stmt* s) { if (s != nullptr) stmt(s); }
  void condition(syntax::Expr* cond, std::string_view statement);
  void ifStmt(syntax::IfStmt* s);
  void exprStmt(syntax::ExprStmt* s);
  void sendStmt(syntax::SendStmt* s);
  void assignStmt(syntax::AssignStmt* s);
  void callStmt(syntax::CallStmt* s);
  void suspendedCall(std::string_view keyword, syntax::Expr* call);
  void returnStmt(syntax::ReturnStmt* s);
  void switchStmt(syntax::SwitchStmt* s);
  void caseValues(Operand& x, syntax::CaseClause* clause, class SeenConstants& seen);
  void typeSwitchStmt(syntax::SwitchStmt* s, syntax::TypeSwitchGuard* guard);
  struct SeenType {
    Type* type;  // null: nil
    syntax::Expr* expr;
  };
  Type* caseTypes(Operand* x, syntax::CaseClause* clause, std::vector<SeenType>* seen);
  bool isNilName(syntax::Expr* e) const;
  void selectStmt(syntax::SelectStmt* s);
  void forStmt(syntax::ForStmt* s);
  struct RangeVars;
  void rangeStmt(syntax::ForStmt* s, syntax::RangeClause* r);
  void rangeOperand(Operand& x, RangeVars& vars);
  bool rangeTypes(Operand& x, RangeVars* vars, std::string* cause);
  bool rangeFuncTypes(Signature* f, RangeVars* vars, std::string* cause);
  void rangeDefine(Operand& x, syntax::ForStmt* s, RangeVars& vars);
  void rangeAssign(Operand& x, RangeVars& vars);
  bool isTerminating(syntax::Stmt* s, Name label);
  bool isTerminatingList(std::span<syntax::Stmt* const> list, Name label);
  bool isTerminatingSwitch(syntax::SwitchStmt* s, Name label);
  void unusedImports();

  // ---- initorder.cpp
  void computeInitOrder();

  // ---- mono.cpp; receivers' type parameters go to instances.recordCanonical
  void monoInstance(Pos pos, std::span<TypeParam* const> params, std::span<Type* const> args,
                    std::span<syntax::Expr* const> exprs);
  void checkMono();

  // ---- checker.cpp
  void checkAll();
  void resolve(Object* obj);
  void checkBody(Func* fn);
  void parseBody(syntax::FuncDecl* d);
  void checkFuncBody(Func* fn);
  void checkBodies();

  // ---- late.cpp
  void noteLiteral(Type* t, const syntax::Expr* e);
  void checkLate();
  void checkLinknames(const syntax::File* file);
  void checkEmbeds(const syntax::File* file);
  void checkLiterals();
  bool tooLarge(Type* t) const;
  bool isLinknamed(const Func* fn) const;
  void initOrderLazy();

  // ================ operand.cpp, conversion.cpp, representable.cpp, instantiate.cpp, union.cpp, infer.cpp, builtins.cpp
  bool untypedAssignableTo(const Operand& x, Type* t);
  bool assignableTo(const Operand& x, Type* t, std::string* cause, Code* code);
  bool assignableToEach(const Operand& x, TypeParam* p, std::string* cause, Code* code);
  bool eachAssignableTo(const Operand& x, TypeParam* p, Type* t, std::string* cause, Code* code);
  bool constConvertibleTo(const Operand& x, Type* t, const ConstValue** val);
  bool constConvertibleToParam(const Operand& x, TypeParam* t, std::string* cause);
  Type* finalArgumentType(const Operand& x, Type* t, bool wasConstant);
  void conversion(Operand& x, Type* t);
  bool sliceToArray(const Operand& x, Type* vu, Type* tu, std::string* cause, bool* decided);
  bool convertibleTo(const Operand& x, Type* t, std::string* cause);
  bool eachConvertibleTo(const Operand& x, TypeParam* p, Type* t, std::string* cause);
  bool convertibleToEach(const Operand& x, TypeParam* p, std::string* cause);
  bool representableConst(const ConstValue* v, Basic* t, const ConstValue** rounded);
  const ConstValue* representation(const Operand& x, Basic* t, Code* code);
  void representable(Operand& x, Basic* t);
  void invalidConversion(Code code, const Operand& x, Type* target);
  void overflow(Operand& x, Pos opPos);
  bool validateTypeArgCount(Pos pos, std::string_view name, size_t want, size_t got);
  int verifyInstance(Pos pos, std::span<TypeParam* const> params, std::span<Type* const> args, std::string* cause);
  bool implements(Pos pos, Type* v, Type* t, bool constraint, std::string* cause);
  bool inTypeSet(Type* v, Interface* vi, Type* t, Interface* ti, const char* verb, std::string* cause);
  bool comparableFor(Pos pos, Type* v, const struct TypeSet* set, bool constraint, const char* verb,
                     std::string* cause);
  bool assertableTo(Type* v, Type* t, std::string* cause);
  std::string interfacePtrText(Type* t);
  std::string wrongSignatureText(const MissingMethod& m);
  std::string missingMethodText(const MissingMethod& m, Type* v, Type* t);
  UnionTerm parseTerm(syntax::Expr* tx);
  Union* makeUnion(std::span<const UnionTerm> terms);
  Type* parseUnion(syntax::Expr* x);
  void checkTerms(Union* u, std::span<syntax::Expr* const> exprs);
  void checkInterfaceTerm(Pos pos, const UnionTerm& t, const TypeSet* set);
  bool infer(Pos pos, std::span<TypeParam* const> typeParams, std::span<Type* const> typeArgs, Tuple* params,
             std::span<Operand* const> args, bool reverse, std::vector<Type*>* out);
  bool builtin(Operand& x, syntax::CallExpr* call, BuiltinId id);

  // ---- State
  struct FileInfo {
    SourceFile* source;  // of an indexed package: null until something in it is named
    syntax::File* file;  // of an indexed package: null until something in it is parsed, then parsed up to its imports
    Scope* scope;        // null if file is
    int minor;           // language version; 0: that of the package
  };
  static constexpr int kMaxAliases = 100;  // of aliases, an endless chain of which is reported elsewhere
  struct {
    Name init, main, iota;
  } names;
  std::vector<FileInfo> files;
  size_t filesChecked = 0;             // files before this one were checked already
  std::vector<Object*> objects;        // package-level objects and methods, in source order
  size_t objectsChecked = 0;           // objects before this one were checked already
  uint32_t firstOrder = 1;             // Object::order of the first object of the latest collect()
  std::vector<Func*> methodsToAssociate;
  std::vector<bool> unitsEntered;      // of the index
  std::vector<Func*> initFuncs;
  struct TypeLiteral {
    Type* type;
    Pos pos;
  };
  std::vector<TypeLiteral> literals;  // types to be looked at by checkLiterals()
  std::vector<Var*> locals;            // declared in the bodies in progress, innermost last; for usage()
  std::vector<TypeName*> brokenAliases;  // alias declarations in progress
  int aliasDepth = 0;                  // of resolveBeforeAlias
  Scope* scriptScope = nullptr;        // of the top-level statements in progress (script mode)
  Func* script = nullptr;              // made of the latest files' top-level statements
  std::vector<PkgName*> imports;
  std::vector<PkgName*> dotImports;
  std::vector<Object*> path;           // declarations in progress (Color::Grey)
  bool fileVersions = false;           // some file has its own language version
  int runDepth = 0;                    // nested entries from outside
  uint32_t nextOrder = 1;
  Type* emptyInterface_ = nullptr;
  InstanceGraph instances{pkg};        // for endless instantiation
  Basic* invalid() const { return world.basic(BasicKind::Invalid); }
};

// The way in from outside: after the outermost one, nothing that it put off is left.
class Run {
 public:
  explicit Run(Checker::Impl& c) : c_(c), top_(c.delayedTop()) { c_.runDepth++; }
  ~Run() {
    if (c_.runDepth == 1) c_.processDelayed(top_);
    c_.runDepth--;
  }

 private:
  Checker::Impl& c_;
  size_t top_;
};

class ErrorLines {
 public:
  ErrorLines(Checker::Impl& c, Code code) : c_(c), code_(code) {}
  template <class... Args>
  ErrorLines& add(At at, std::string_view fmt, const Args&... args) {
    addText(at.pos, c_.str(fmt, args...));
    return *this;
  }
  void report(bool soft = false) { c_.report(pos_, code_, std::move(text_), soft); }

 private:
  void addText(Pos pos, const std::string& line);
  Checker::Impl& c_;
  Code code_;
  Pos pos_;
  std::string text_;
};

template <class F>
void Checker::Impl::later(F&& f) {
  using Fn = std::decay_t<F>;
  Fn* closure = world.arena.make<Fn>(std::forward<F>(f));
  world.delayed.push_back({[](void* p) { (*static_cast<Fn*>(p))(); }, closure});
}

}  // namespace gosub::types
