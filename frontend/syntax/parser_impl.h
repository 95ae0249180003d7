// The parser's class, shared by parser*.cpp and directives.cpp only. The interface is parser.h.
//
// Conventions: a method leaves the scanner at the first token behind what it parsed. Methods named ...OrNull may
// return null without consuming anything; all others return a node even after an error. Element lists are gathered
// on one scratch stack and copied to the arena when complete, so partial lists of enclosing constructs lie beneath.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "frontend/syntax/branches.h"
#include "frontend/syntax/parser.h"
#include "frontend/syntax/scanner.h"

namespace gosub::syntax {

class Parser final : private ScanHandler {
 public:
  Parser(const ParseContext& context, SourceFile& source, const ParseOptions& options);
  File* parseFile();
  bool parseBody(FuncDecl* fn);
  std::span<Decl*> parseDeclaration(uint32_t begin);

 private:
  using TokenSet = uint64_t;
  template <class... T>
  static constexpr TokenSet setOf(T... tokens) {
    return ((TokenSet{1} << unsigned(tokens)) | ... | TokenSet{0});
  }

  // Which statement's header a simple statement stands in; it decides what is allowed there.
  enum class Context { None, For, If, Switch };
  struct Header {
    Stmt* init = nullptr;
    Expr* cond = nullptr;
    Stmt* post = nullptr;
  };
  struct SemiPlace {
    Pos pos;
    std::string_view lit;
  };
  struct GroupState {
    Group* group = nullptr;  // null outside parentheses
    int index = 0;
    ConstDecl* source = nullptr;
  };
  using SpecParser = Decl* (Parser::*)(GroupState&);

  // ---- parser.cpp: tokens, errors, lists, files
  Token tok() const { return scan_.tok; }
  Pos pos() const { return source_.pos(scan_.offset); }
  bool at(Token t) const { return scan_.tok == t; }
  bool atOperator(Token op) const { return scan_.tok == Token::Operator && scan_.op == op; }
  void next() { scan_.next(); }
  bool got(Token t) {
    if (scan_.tok != t) return false;
    next();
    return true;
  }
  void want(Token t) {
    if (scan_.tok == t) [[likely]]
      next();
    else
      wantFailed(t);
  }
  void wantFailed(Token t);
  bool gotAssign();
  void errorAt(Pos p, std::string message);
  void syntaxErrorAt(Pos p, std::string_view message);
  void syntaxError(std::string_view message) { syntaxErrorAt(pos(), message); }
  std::string currentTokenText() const;
  void advance(TokenSet follow);
  void advanceOne();
  bool enter();
  bool tooDeep();
  template <class F>
  Pos list(const char* context, Token separator, Token close, F&& element);
  bool listSeparator(const char* context, Token separator, Token close);

  template <class T>
  T* make(Pos p) {
    nodes_++;
    return arena_.make<T>(p);
  }
  NameExpr* makeName(Pos p, std::string_view text);
  BadExpr* badExpr() { return make<BadExpr>(pos()); }
  size_t mark() const { return scratch_.size(); }
  void push(Node* n) { scratch_.push_back(n); }
  template <class T>
  std::span<T*> take(size_t from);

  void packageClause(File* file);
  void topLevel(File* file);
  bool topLevelDeclaration();
  void misplacedTopLevel(FuncDecl* before);
  void scriptItems(File* file);
  bool functionLiteralAhead();
  void finishFile(File* file);
  void scanError(uint32_t offset, std::string message) override;
  void scanDirective(uint32_t offset, std::string_view comment) override;

  // ---- directives.cpp
  void lineDirective(uint32_t offset, std::string_view comment);
  void goDirective(uint32_t offset, std::string_view comment);
  void buildDirective(std::string_view comment);
  void checkDirective(const Directive& d);
  void directiveError(Pos p, std::string message);
  bool aloneOnLine(uint32_t offset) const;
  std::span<Directive> takeDirectives(unsigned allowed);
  void clearDirectives() {
    if (directives_.size() != pendingFrom_) reportMisplaced(0);
  }
  void reportMisplaced(unsigned allowed);
  void checkEmbed(const VarDecl* d, bool local, bool imported);
  void checkImportsForDirectives(const File* file);

  // ---- parser_decl.cpp
  void declarationGroup(SpecParser parse);
  Decl* importSpec(GroupState& g);
  Decl* constSpec(GroupState& g);
  Decl* typeSpec(GroupState& g);
  Decl* varSpec(GroupState& g);
  void bracketedTypeSpec(TypeDecl* d);
  bool splitTypeParam(Expr* x, bool force, NameExpr** name, Expr** constraint);
  FuncDecl* funcDecl();
  void receiver(FuncDecl* d);
  void topLevelBody(FuncDecl* d);
  BlockStmt* funcBody();

  // ---- parser_expr.cpp
  Expr* expr() { return binaryExpr(nullptr, 0); }
  Expr* binaryExpr(Expr* x, int prec);
  Expr* unaryExpr();
  Expr* unaryOperation(Token op);
  Expr* receiveOrChan();
  void reassociateArrow(ChanType* t);
  Expr* operand(bool keepParens);
  Expr* parenthesized(bool keepParens);
  Expr* funcLiteralOrType();
  Expr* primaryExpr(Expr* x, bool keepParens);
  Expr* selectorOrAssertion(Expr* x);
  Expr* indexOrSlice(Expr* x);
  Expr* slice(Expr* x, Pos p, Expr* low);
  Expr* call(Expr* fun);
  bool isLiteralType(Expr* x) const;
  CompositeLit* compositeLit(Expr* type);
  Expr* element();
  Expr* literalElement();
  BasicLit* literalOrNull();
  NameExpr* name();
  std::span<NameExpr*> nameList(NameExpr* first);
  std::span<Expr*> exprList();
  std::span<Expr*> typeList(bool typesOnly, bool* comma);

  // ---- parser_type.cpp
  Expr* type();
  Expr* typeOrNull();
  Expr* pointerTo(Pos p, Expr* elem);
  Expr* typeInstance(Expr* generic);
  Expr* qualifiedName(NameExpr* first);
  FuncType* funcType(const char* noTypeParams, std::span<Field*>* typeParams);
  Expr* arrayType(Pos p, Expr* length);
  Expr* sliceType(Pos p);
  Expr* chanType(Pos p);
  Expr* mapType(Pos p);
  Expr* chanElem();
  StructType* structType();
  void fieldDecl();
  void namedFields();
  void embeddedField(Pos p, Expr* type);
  void addField(Pos p, NameExpr* name, Expr* type, BasicLit* tag);
  Expr* arrayOrTypeArgs(NameExpr* name);
  InterfaceType* interfaceType();
  Field* methodOrEmbedded();
  void bracketedMethod(Field* f, NameExpr* name);
  Field* embeddedElem(Field* f);
  Expr* embeddedTerm();
  std::span<Field*> results();
  Field* makeField(Pos p, NameExpr* name, Expr* type);
  Field* paramOrNull(NameExpr* name, Token close);
  Field* paramWithName(Field* f, NameExpr* name, bool typeSets);
  std::span<Field*> paramList(NameExpr* name, Expr* type, Token close, bool requireNames);
  void distributeTypes(std::span<Field*> params, Pos end, bool requireNames);

  // ---- parser_stmt.cpp
  Stmt* stmtOrNull();
  Stmt* stmtOfKeyword();
  std::span<Stmt*> stmtList();
  Stmt* simpleStmt(std::span<Expr*> lhs, Context context);
  Stmt* assignment(std::span<Expr*> lhs, Context context);
  Stmt* exprStmt(Expr* x);
  Stmt* assign(Pos p, Token op, std::span<Expr*> lhs, std::span<Expr*> rhs);
  Stmt* rangeClause(std::span<Expr*> lhs, bool def);
  Stmt* labeledStmtOrNull(NameExpr* label);
  BlockStmt* block(const char* after);
  Stmt* declStmt(SpecParser parse);
  Stmt* forStmt();
  Stmt* ifStmt();
  Stmt* switchStmt();
  Stmt* selectStmt();
  Stmt* callStmt();
  Stmt* branchStmt();
  Stmt* returnStmt();
  Header header(Token keyword, Context context);
  Stmt* headerInit(Token keyword, Context context);
  SemiPlace headerSemi();
  Stmt* forRest(Header* h);
  Expr* condition(Stmt* s, Token keyword, SemiPlace semi);
  CaseClause* caseClause();
  CommClause* commClause();
  bool clauseStart(bool* isCase);
  void clausesStart(const char* keyword);

  Arena& arena_;
  Interner& names_;
  DiagnosticSink& diags_;
  SourceFile& source_;
  const ParseOptions options_;
  Scanner scan_;
  std::vector<Node*> scratch_;
  std::vector<Directive> directives_;
  size_t pendingFrom_ = 0;  // directives_ from here on wait for a declaration
  struct EmbedVar {
    const VarDecl* decl;
    bool local;
  };
  std::vector<EmbedVar> embedVars_;  // declarations with directives
  BranchChecker branches_;
  File* file_ = nullptr;
  int errors_ = 0;
  uint32_t nodes_ = 0, goDeferSelects_ = 0;  // made so far
  int depth_ = 0;
  int functionNest_ = 0;  // inside function bodies statement keywords are good places to recover at
  int exprNest_ = 0;      // < 0 in a statement header, where '{' after a name begins the block
  bool aboveFirstToken_ = true;  // before the package clause, where build constraints stand
  bool single_ = false;  // parseDeclaration
  bool quiet_ = false;    // during look-ahead: no errors, no directives
  bool tooDeep_ = false;
};

// Counts a level of nesting for the time of a scope; ok() is false when there are too many.
#define GOSUB_NEST_OR(result)  \
  NestScope nest{this->depth_}; \
  if (!enter()) [[unlikely]]    \
  return result

struct NestScope {
  int& depth;
  ~NestScope() { depth--; }
};

template <class T>
std::span<T*> Parser::take(size_t from) {
  size_t n = scratch_.size() - from;
  if (n == 0) return {};
  T** out = static_cast<T**>(arena_.allocate(n * sizeof(T*), alignof(T*)));
  for (size_t i = 0; i < n; i++) out[i] = static_cast<T*>(scratch_[from + i]);
  scratch_.resize(from);
  return {out, n};
}

inline bool Parser::enter() { return ++depth_ <= options_.maxDepth || tooDeep(); }

// [ element { separator element } [ separator ] ] close. element() returns true to allow no further one.
// Returns the position of the closing token.
template <class F>
Pos Parser::list(const char* context, Token separator, Token close, F&& element) {
  bool done = false;
  while (!at(Token::Eof) && !at(close) && !done) {
    done = element();
    if (!got(separator) && !at(close) && !listSeparator(context, separator, close)) return pos();
  }
  Pos p = pos();
  want(close);
  return p;
}

}  // namespace gosub::syntax
