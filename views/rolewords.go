package views

import "vigie/tickets"

var roleWords = map[tickets.Role]string{
	tickets.Agent: "Agent", tickets.Manager: "Responsable", tickets.Admin: "Administration",
}

// RoleWord names a role of the staff: « Responsable ».
func RoleWord(r tickets.Role) string { return inFrench(roleWords, r) }
