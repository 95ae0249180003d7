// Files of the operating system for the frontend and the tools: whole-file reads, directory listings, and path
// arithmetic. Nothing here keeps state or depends on the process's working directory unless a relative path is given.
// What Go programs do with files goes through stdlib's natives, not through here.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gosub::os {

enum class FileKind { None, Regular, Directory, Other };

struct DirEntry {
  std::string name;
  FileKind kind;  // symbolic links are followed
};

// Follows symbolic links; None when there is nothing or it may not be looked at.
FileKind fileKind(const std::string& path);
// Does not follow symbolic links: a link is Other.
FileKind linkKind(const std::string& path);

// On failure false, and *error says why as the system does ("no such file or directory").
bool readFile(const std::string& path, std::string* text, std::string* error);
// Sorted by name, without "." and "..".
bool listDir(const std::string& path, std::vector<DirEntry>* entries, std::string* error);
// The text of the last error of stat, as above; empty if the path exists.
std::string statError(const std::string& path);

// Path arithmetic on slash-separated paths, like Go's path/filepath.
bool isAbsolute(std::string_view path);
std::string clean(std::string_view path);               // shortest equivalent; "." for empty
std::string join(std::string_view dir, std::string_view name);  // cleaned; an absolute name is taken as relative
std::string absolute(std::string_view cwd, std::string_view path);
std::string_view baseName(std::string_view path);
std::string dirName(std::string_view path);
// target seen from dir, both absolute and clean: "../x/y".
std::string relative(std::string_view dir, std::string_view target);

}  // namespace gosub::os
