package rome

import "strings"

// checkMembers judges the list of files before anything is read: the right
// export, each file once, none missing.
func checkMembers(members []member) error {
	tables := make(map[string]member)
	hasVersion := false
	for _, m := range members {
		if oldExport(m) {
			return formatErrorf(RuleV3Export, m.name, "the archive is an export of ROME version 3 and the 4.0 CSV export is needed")
		}
		if strings.EqualFold(m.name, fileVersion) {
			if hasVersion {
				return formatErrorf(RuleDuplicateFile, m.name, "the archive has version.txt twice")
			}
			hasVersion = true
		}
		if m.table == "" {
			continue
		}
		if first, twice := tables[m.table]; twice {
			return formatErrorf(RuleDuplicateFile, m.name, "the archive has this file twice, the other one being %s", first.name)
		}
		tables[m.table] = m
	}
	if len(tables) == 0 {
		for _, m := range members {
			if ext := m.name[strings.LastIndexByte(m.name, '.')+1:]; strings.EqualFold(ext, "xml") || strings.EqualFold(ext, "json") {
				return formatErrorf(RuleOtherExport, m.name, "the archive is the %s export and the CSV export is needed", strings.ToUpper(ext))
			}
		}
	}
	for _, name := range requiredFiles {
		if _, found := tables[name]; !found {
			return formatErrorf(RuleMissingFile, "unix_"+name+"_v*_utf8.csv", "the archive does not have this file")
		}
	}
	if !hasVersion {
		return formatErrorf(RuleMissingFile, fileVersion, "the archive does not have this file")
	}
	return nil
}

// oldExport reports whether a member is of an export before 4.0: its name says
// version 3xx, or it is a referential that 4.0 replaced.
func oldExport(m member) bool {
	if len(m.version) == 3 && m.version[0] == '3' {
		return true
	}
	for _, gone := range []string{"referentiel_activite", "referentiel_env_travail"} {
		if strings.HasPrefix(m.table, gone) {
			return true
		}
	}
	return false
}
