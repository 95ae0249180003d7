// Position look-up. See source.h.
#include "base/source.h"

#include <algorithm>
#include <cstring>

namespace gosub {

static size_t lineIndex(const std::vector<uint32_t>& starts, uint32_t offset) {
  return size_t(std::upper_bound(starts.begin(), starts.end(), offset) - starts.begin()) - 1;
}

const std::vector<uint32_t>& SourceFile::lineStarts() const {
  std::call_once(linesFound_, [this] {
    lineStarts_.push_back(0);
    const char* begin = text_.data();
    const char* end = begin + text_.size();
    for (const char* p = begin; (p = static_cast<const char*>(std::memchr(p, '\n', size_t(end - p)))) != nullptr;)
      lineStarts_.push_back(uint32_t(++p - begin));
  });
  return lineStarts_;
}

Position SourceFile::physical(Pos p) const {
  uint32_t offset = offsetOf(p);
  size_t i = lineIndex(lineStarts(), offset);
  return {name_, int(i) + 1, int(offset - lineStarts()[i]) + 1};
}

Position SourceFile::logical(Pos p) const {
  uint32_t offset = offsetOf(p);
  auto it = std::upper_bound(directives_.begin(), directives_.end(), offset,
                             [](uint32_t o, const LineDirective& d) { return o < d.offset; });
  if (it == directives_.begin()) return physical(p);
  const LineDirective& d = *(it - 1);
  const std::vector<uint32_t>& starts = lineStarts();
  size_t from = lineIndex(starts, d.offset), at = lineIndex(starts, offset);
  Position result{d.file, d.line + int(at - from), 0};
  if (d.column != 0)
    result.column = at == from ? d.column + int(offset - d.offset) : int(offset - starts[at]) + 1;
  return result;
}

std::string_view SourceFile::lineText(int line) const {
  size_t i = size_t(line) - 1;
  if (line < 1 || i >= lineStarts().size()) return {};
  size_t from = lineStarts()[i];
  size_t to = text_.find('\n', from);
  return text_.substr(from, to == std::string_view::npos ? to : to - from);
}

template <class Text>
SourceFile* SourceMap::addFile(std::string name, Text text) {
  std::unique_lock lock(mutex_);
  uint64_t after = uint64_t(next_) + text.size() + 2;
  if (after > UINT32_MAX) return nullptr;
  files_.push_back(std::make_unique<SourceFile>(next_, std::move(name), std::move(text)));
  next_ = uint32_t(after);
  return files_.back().get();
}

SourceFile* SourceMap::add(std::string name, std::string text) { return addFile(std::move(name), std::move(text)); }
SourceFile* SourceMap::addExternal(std::string name, std::string_view text) { return addFile(std::move(name), text); }

SourceFile* SourceMap::fileOf(Pos p) const {
  std::shared_lock lock(mutex_);
  auto it = std::upper_bound(files_.begin(), files_.end(), p.offset,
                             [](uint32_t o, const std::unique_ptr<SourceFile>& f) { return o < f->base(); });
  return it == files_.begin() ? nullptr : (it - 1)->get();
}

Position SourceMap::position(Pos p) const {
  SourceFile* f = p.valid() ? fileOf(p) : nullptr;
  return f ? f->logical(p) : Position{};
}

std::string SourceMap::toString(Pos p) const {
  Position at = position(p);
  if (at.line == 0) return "-";
  std::string s(at.file);
  s += ':' + std::to_string(at.line);
  if (at.column != 0) s += ':' + std::to_string(at.column);
  return s;
}

}  // namespace gosub
