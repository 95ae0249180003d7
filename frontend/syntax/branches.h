// Labels and branch statements of one function body: every label is defined once and used, every break, continue,
// goto and fallthrough has a place to go. Sets BranchStmt::target. Bodies of function literals are not entered:
// each is checked by itself when it has been parsed.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/diag.h"
#include "base/source.h"
#include "frontend/syntax/ast.h"

namespace gosub::syntax {

class BranchChecker {
 public:
  BranchChecker(const SourceFile& source, DiagnosticSink& diags) : source_(source), diags_(diags) {}
  // The body begins at `start`. Its tree must be free of syntax errors.
  void check(Pos start, std::span<Stmt* const> body);

 private:
  struct Block {
    const Block* parent;
    Pos start;
    const LabeledStmt* label;  // of the statement that this is the (or a) body of
    int id;
  };
  struct LabelInfo {
    Name name;
    int block;  // its id: the Block itself is gone when the block is left
    Pos blockStart;
    LabeledStmt* stmt;
    bool used;
  };
  // Where break and continue lead, and the place in an expression switch (for fallthrough).
  struct Targets {
    Stmt* breaks = nullptr;
    ForStmt* continues = nullptr;
    int caseIndex = -1;
  };
  struct Walk;  // state of one block

  std::vector<BranchStmt*> blockBranches(const Block* parent, Targets targets, const LabeledStmt* label, Pos start,
                                         std::span<Stmt* const> body);
  void statement(Walk& w, Stmt* s, size_t index);
  void inner(Walk& w, Targets targets, Pos start, std::span<Stmt* const> body);
  void labeled(Walk& w, LabeledStmt* s);
  void branch(Walk& w, BranchStmt* s, size_t index);
  void fallthrough(Walk& w, BranchStmt* s, size_t index);
  void labeledBranch(Walk& w, BranchStmt* s);
  LabelInfo* find(Name name);
  LabelInfo* declare(const Block* b, LabeledStmt* s);
  LabeledStmt* gotoTarget(const Block* b, Name name);
  // Sets *found to whether the label exists at all; null when it labels no enclosing statement.
  const LabeledStmt* enclosingTarget(const Block* b, Name name, bool* found);
  void error(Pos p, std::string message);
  std::string place(Pos p) const;

  const SourceFile& source_;
  DiagnosticSink& diags_;
  std::vector<LabelInfo> labels_;  // of the function being checked
  int blocks_ = 0;
};

}  // namespace gosub::syntax
