// Files and paths. See file.h.
#include "base/os/file.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstring>

namespace gosub::os {

namespace {

// Go's texts are the C library's with a small first letter.
std::string errorText(int code) {
  char buffer[128];
  std::string s = strerror_r(code, buffer, sizeof buffer);
  if (!s.empty()) s[0] = char(std::tolower(static_cast<unsigned char>(s[0])));
  return s;
}

FileKind kindOf(mode_t mode) {
  return S_ISREG(mode) ? FileKind::Regular : S_ISDIR(mode) ? FileKind::Directory : FileKind::Other;
}

bool readAll(int fd, std::string* text) {
  struct stat st;
  size_t size = fstat(fd, &st) == 0 && st.st_size > 0 ? size_t(st.st_size) : 0;
  text->resize(size + 1);  // one more byte sees the end without growing
  size_t used = 0;
  for (;;) {
    ssize_t n = read(fd, text->data() + used, text->size() - used);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return false;
    if (n == 0) break;
    used += size_t(n);
    if (used == text->size()) text->resize(text->size() * 2 + 4096);
  }
  text->resize(used);
  return true;
}

}  // namespace

FileKind fileKind(const std::string& path) {
  struct stat st;
  return stat(path.c_str(), &st) == 0 ? kindOf(st.st_mode) : FileKind::None;
}

FileKind linkKind(const std::string& path) {
  struct stat st;
  return lstat(path.c_str(), &st) == 0 ? kindOf(st.st_mode) : FileKind::None;
}

std::string statError(const std::string& path) {
  struct stat st;
  return stat(path.c_str(), &st) == 0 ? std::string() : errorText(errno);
}

bool readFile(const std::string& path, std::string* text, std::string* error) {
  int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  bool ok = fd >= 0 && readAll(fd, text);
  if (!ok) *error = errorText(errno);
  if (fd >= 0) close(fd);
  return ok;
}

bool listDir(const std::string& path, std::vector<DirEntry>* entries, std::string* error) {
  DIR* dir = opendir(path.c_str());
  if (dir == nullptr) {
    *error = errorText(errno);
    return false;
  }
  while (const dirent* e = readdir(dir)) {
    std::string name = e->d_name;
    if (name == "." || name == "..") continue;
    FileKind kind = e->d_type == DT_REG   ? FileKind::Regular
                    : e->d_type == DT_DIR ? FileKind::Directory
                                          : fileKind(path + "/" + name);
    entries->push_back({std::move(name), kind});
  }
  closedir(dir);
  std::sort(entries->begin(), entries->end(), [](const DirEntry& a, const DirEntry& b) { return a.name < b.name; });
  return true;
}

// ---- Paths ----------------------------------------------------------------------------------------------------

bool isAbsolute(std::string_view path) { return path.starts_with('/'); }

std::string clean(std::string_view path) {
  std::vector<std::string_view> parts;
  bool rooted = isAbsolute(path);
  while (!path.empty()) {
    size_t slash = path.find('/');
    std::string_view part = path.substr(0, slash);
    path = slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1);
    if (part.empty() || part == ".") continue;
    if (part != "..")
      parts.push_back(part);
    else if (!parts.empty() && parts.back() != "..")
      parts.pop_back();
    else if (!rooted)
      parts.push_back(part);
  }
  std::string out = rooted ? "/" : "";
  for (size_t i = 0; i < parts.size(); i++) {
    if (i > 0) out += '/';
    out += parts[i];
  }
  return out.empty() ? "." : out;
}

std::string join(std::string_view dir, std::string_view name) {
  if (dir.empty()) return clean(name);
  std::string s(dir);
  s += '/';
  s += name;
  return clean(s);
}

std::string absolute(std::string_view cwd, std::string_view path) {
  return isAbsolute(path) ? clean(path) : join(cwd, path);
}

std::string_view baseName(std::string_view path) { return path.substr(path.rfind('/') + 1); }

std::string dirName(std::string_view path) {
  size_t slash = path.rfind('/');
  if (slash == std::string_view::npos) return ".";
  return clean(path.substr(0, slash + 1));
}

std::string relative(std::string_view dir, std::string_view target) {
  if (!isAbsolute(dir) || !isAbsolute(target)) return std::string(target);
  auto isPrefix = [&](std::string_view d) {
    return d == "/" || (target.starts_with(d) && (target.size() == d.size() || target[d.size()] == '/'));
  };
  std::string up, base(dir);
  while (!isPrefix(base)) {
    base = dirName(base);
    up += "../";
  }
  std::string_view rest = target.substr(std::min(target.size(), base.size()));
  while (rest.starts_with('/')) rest.remove_prefix(1);
  std::string out = up + std::string(rest);
  if (out.ends_with('/')) out.pop_back();
  return out.empty() ? "." : out;
}

}  // namespace gosub::os
