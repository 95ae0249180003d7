// Reporting errors: gc's rules about which follow-on errors to drop and where an error stands, and language versions.
#include "frontend/types/errors.h"

#include "frontend/types/checker_impl.h"

namespace gosub::types {

const char* codeName(Code code) {
  static constexpr const char* kNames[] = {
#define ERROR(code, section, example) #code,
#include "frontend/types/errors.def"
  };
  return kNames[size_t(code)];
}

namespace {

// A message that describes something invalid is about an error that was reported already.
bool isFollowOn(std::string_view message) {
  for (std::string_view sign : {"invalid operand", "invalid type"}) {
    size_t at = message.find(sign);
    if (at != std::string_view::npos && at > 0) return true;
  }
  return false;
}

// "... requires go1.21 or later"
bool isVersionError(std::string_view message) {
  size_t at = message.find("requires go1.");
  if (at == std::string_view::npos) return false;
  at += sizeof "requires go1." - 1;
  size_t digits = 0;
  while (at + digits < message.size() && message[at + digits] >= '0' && message[at + digits] <= '9') digits++;
  return digits > 0 && message.substr(at + digits).starts_with(" or later");
}

}  // namespace

void Checker::Impl::report(Pos pos, Code code, std::string message, bool soft) {
  if (reported && isFollowOn(message)) return;
  if (inheritedPos.valid()) pos = inheritedPos;
  if (code == Code::InvalidSyntaxTree) message = "invalid syntax tree: " + message;
  if (isVersionError(message)) {
    int own = fileMinor(pos);
    message += own > 0 ? " (file declares //go:build go1." + std::to_string(own) + ")"
                       : " (-lang was set to go1." + std::to_string(config.langMinor) + "; check go.mod)";
  }
  reported = true;
  world.diags.report(pos, codeName(code), std::move(message), soft);
}

void Checker::Impl::errorfWithDetail(Pos pos, Code code, std::string message, Pos detailPos, std::string detail) {
  if (detailPos.valid()) message += "\n\t" + world.sources.toString(detailPos) + ": " + detail;
  report(pos, code, std::move(message), false);
}

// `other` has the name already.
void Checker::Impl::redeclared(Pos pos, const Object* obj, const Object* other) {
  errorfWithDetail(pos, Code::DuplicateDecl, str("%s redeclared in this block", obj->name), other->pos,
                   str("other declaration of %s", obj->name));
}

// The first line has no position of its own: the error is reported there.
void ErrorLines::addText(Pos pos, const std::string& line) {
  if (!pos_.valid() && text_.empty()) {
    pos_ = pos;
    text_ = line;
    return;
  }
  text_ += "\n\t";
  if (pos.valid()) text_ += c_.world.sources.toString(pos) + ": ";
  text_ += line;
}

// ---- Language versions -----------------------------------------------------------------------------------------

// The version that the file's build constraint gives it; 0 if that of the package holds.
int Checker::Impl::fileMinor(Pos pos) const {
  if (!fileVersions || !pos.valid()) return 0;
  const SourceFile* source = world.sources.fileOf(pos);
  for (const FileInfo& f : files)
    if (f.source == source) return f.minor;
  return 0;
}

bool Checker::Impl::allowVersion(Pos pos, int minor) const {
  int own = fileMinor(pos);
  return (own > 0 ? own : config.langMinor) >= minor;
}

void Checker::Impl::versionError(Pos pos, int minor, const std::string& what) {
  errorf(pos, Code::UnsupportedFeature, "%s requires go1.%d or later", what, minor);
}

}  // namespace gosub::types
