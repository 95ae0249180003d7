// Printing of diagnostics. See report.h.
#include "tools/gosub/report.h"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string>

namespace gosub::cli {

namespace {

struct Palette {
  const char* bold = "";
  const char* red = "";
  const char* green = "";
  const char* reset = "";
};

Palette palette() {
  const char* no = std::getenv("NO_COLOR");
  const char* term = std::getenv("TERM");
  if ((no != nullptr && *no != 0) || (term != nullptr && std::string_view(term) == "dumb")) return {};
  return {"\033[1m", "\033[1;31m", "\033[1;32m", "\033[0m"};
}

void appendJsonString(std::string& out, std::string_view s) {
  out += '"';
  for (unsigned char c : s) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += char(c);
    } else if (c < 0x20) {
      char buf[8];
      std::snprintf(buf, sizeof buf, "\\u%04x", c);
      out += buf;
    } else {
      out += char(c);
    }
  }
  out += '"';
}

std::string jsonLine(const Diagnostic& d, const Position& p) {
  std::string out = "{\"file\":";
  appendJsonString(out, p.file);
  out += ",\"line\":" + std::to_string(p.line) + ",\"column\":" + std::to_string(p.column) + ",\"code\":";
  appendJsonString(out, d.code);
  out += ",\"message\":";
  appendJsonString(out, d.message);
  return out + "}\n";
}

// The line of the source and a caret below the column; tabs are kept so that the caret stands right.
std::string excerpt(const SourceMap& sources, Pos pos, const Palette& c) {
  const SourceFile* file = sources.fileOf(pos);
  if (file == nullptr) return {};
  Position p = file->physical(pos);
  std::string_view line = file->lineText(p.line);
  if (line.empty() || line.size() > 400 || p.column <= 0) return {};
  std::string out = "    " + std::string(line) + "\n    ";
  for (int i = 1; i < p.column && size_t(i) <= line.size(); i++) {
    unsigned char b = static_cast<unsigned char>(line[size_t(i) - 1]);
    if ((b & 0xC0) != 0x80) out += b == '\t' ? '\t' : ' ';
  }
  return out + c.green + "^" + c.reset + "\n";
}

}  // namespace

ReportStyle styleFor(bool json) {
  if (json) return ReportStyle::Json;
  return isatty(2) ? ReportStyle::Terminal : ReportStyle::Plain;
}

void reportDiagnostics(const engine::Frontend& frontend, ReportStyle style) {
  const SourceMap& sources = frontend.sources();
  Palette c = style == ReportStyle::Terminal ? palette() : Palette{};
  std::string out;
  for (const Diagnostic& d : frontend.diags().sorted(sources)) {
    if (style == ReportStyle::Json) {
      out += jsonLine(d, d.pos.valid() ? sources.position(d.pos) : Position{});
      continue;
    }
    if (d.pos.valid()) out += c.bold + sources.toString(d.pos) + ": " + c.reset;
    out += (c.red + d.message) + c.reset + "\n";
    if (style == ReportStyle::Terminal && d.pos.valid()) out += excerpt(sources, d.pos, c);
  }
  std::FILE* to = style == ReportStyle::Json ? stdout : stderr;
  std::fwrite(out.data(), 1, out.size(), to);
  std::fflush(to);
}

}  // namespace gosub::cli
