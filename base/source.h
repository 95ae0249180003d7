// Source files and positions. A Pos is a 32-bit offset into the concatenation of all files of an instance, so
// that every token, node and instruction can afford one; SourceMap turns it into file:line:col.
//
// Two coordinate systems exist: the physical one (the bytes of the file) and the logical one after `//line`
// directives. Diagnostics, tracebacks and runtime.Caller use the logical one, as gc does.
// Thread rules: files are added, and positions of added files resolved, from anywhere.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <vector>

namespace gosub {

// 0 is "no position"; otherwise base of the file + byte offset.
struct Pos {
  uint32_t offset = 0;
  bool valid() const { return offset != 0; }
  auto operator<=>(const Pos&) const = default;
};

struct Position {
  std::string_view file;  // logical file name as gc would print it
  int line = 0;           // 1-based
  int column = 0;         // 1-based, in bytes; 0 when a //line directive gave none
};

class SourceFile {
 public:
  SourceFile(uint32_t base, std::string name, std::string text)
      : base_(base), name_(std::move(name)), owned_(std::move(text)), text_(owned_) {}
  // The text, NUL-terminated, belongs to somebody else and outlives the file.
  SourceFile(uint32_t base, std::string name, std::string_view text) : base_(base), name_(std::move(name)), text_(text) {}
  SourceFile(const SourceFile&) = delete;

  const std::string& name() const { return name_; }
  std::string_view text() const { return text_; }
  uint32_t base() const { return base_; }
  // Its text is part of gosub (the standard library): the name is no path of the file system.
  bool external() const { return owned_.empty() && !text_.empty(); }
  Pos pos(size_t offset) const { return Pos{base_ + uint32_t(offset)}; }
  uint32_t offsetOf(Pos p) const { return p.offset - base_; }

  // A //line directive: from byte `offset` on, positions are file:line:column. column 0 means "none given".
  void addLineDirective(uint32_t offset, std::string file, int line, int column) {
    directives_.push_back({offset, std::move(file), line, column});
  }

  Position physical(Pos p) const;
  Position logical(Pos p) const;
  std::string_view lineText(int line) const;  // without the newline

 private:
  struct LineDirective {
    uint32_t offset;
    std::string file;
    int line, column;
  };
  const std::vector<uint32_t>& lineStarts() const;

  uint32_t base_;
  std::string name_;
  std::string owned_;
  std::string_view text_;
  mutable std::once_flag linesFound_;  // most files are never asked for a line
  mutable std::vector<uint32_t> lineStarts_;
  std::vector<LineDirective> directives_;
};

class SourceMap {
 public:
  // Owns the text. `name` is what diagnostics print (gc prints the name as given on the command line).
  // Returns null when the 4 GiB of positions are used up.
  SourceFile* add(std::string name, std::string text);
  // The same for text that outlives the map and has a NUL behind its end.
  SourceFile* addExternal(std::string name, std::string_view text);
  SourceFile* fileOf(Pos p) const;
  Position position(Pos p) const;  // logical
  std::string toString(Pos p) const;

 private:
  template <class Text>
  SourceFile* addFile(std::string name, Text text);
  mutable std::shared_mutex mutex_;  // files_, next_
  std::vector<std::unique_ptr<SourceFile>> files_;
  uint32_t next_ = 1;
};

}  // namespace gosub
