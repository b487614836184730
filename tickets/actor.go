package tickets

// A Role is what somebody may be to the service.
type Role string

// The roles, from the least to the most trusted. A requester is whoever holds a
// ticket's private link; the system is Vigie itself.
const (
	Visitor   Role = "visitor"
	Requester Role = "requester"
	Agent     Role = "agent"
	Manager   Role = "manager"
	Admin     Role = "admin"
	System    Role = "system"
)

// Roles lists every role.
func Roles() []Role { return []Role{Visitor, Requester, Agent, Manager, Admin, System} }

// Staff reports whether the role signs in.
func (r Role) Staff() bool { return r == Agent || r == Manager || r == Admin }

// An Actor is who asks for a command. Account is the staff account's id, zero
// for others; Ticket is the one ticket a requester's link opens.
type Actor struct {
	Role    Role
	Account int64
	Ticket  int64
}

// Machine is the actor of what Vigie does by itself.
var Machine = Actor{Role: System}

// A Command is something that can be asked of the Store and must be allowed.
type Command string

// The commands.
const (
	CanFile         Command = "file"
	CanFileFor      Command = "file_for" // on behalf of somebody, with a receipt date of one's own
	CanConfirm      Command = "confirm"
	CanWrite        Command = "write"    // add a message to one's own request
	CanWithdraw     Command = "withdraw" // take one's own request back
	CanRead         Command = "read"     // a ticket whole, private parts included
	CanAssign       Command = "assign"
	CanNote         Command = "note"
	CanAsk          Command = "ask"
	CanAnswer       Command = "answer"
	CanDecide       Command = "decide"
	CanPublish      Command = "publish"
	CanClose        Command = "close"
	CanReopen       Command = "reopen"
	CanOverride     Command = "override"
	CanErase        Command = "erase"
	CanImport       Command = "import"
	CanAskSource    Command = "ask_source" // whether it has a new release
	CanManageStaff  Command = "manage_staff"
	CanSeeDashboard Command = "see_dashboard"
	CanReadMail     Command = "read_mail"  // stored messages, the quarantine included
	CanPlaceMail    Command = "place_mail" // into and out of quarantine
	CanPropose      Command = "propose"    // say what a request asks, in somebody's stead
	CanPlan         Command = "plan"       // enter releases to come in the calendar
	CanAnnounce     Command = "announce"   // announce, correct and withdraw major changes
	CanRebase       Command = "rebase"     // ask a change anew of the present release
	CanWork         Command = "work"       // deliver letters, check releases, sign roots
)

// authority is the one table of who may do what. A command absent from a row
// is refused.
var authority = map[Command][]Role{
	CanFile:         {Visitor, Requester, Agent, Manager, Admin},
	CanFileFor:      {Agent, Manager, Admin},
	CanConfirm:      {Requester},
	CanWrite:        {Requester},
	CanWithdraw:     {Requester, Agent, Manager, Admin},
	CanRead:         {Requester, Agent, Manager, Admin, System},
	CanAssign:       {Agent, Manager, Admin},
	CanNote:         {Agent, Manager, Admin},
	CanAsk:          {Agent, Manager, Admin},
	CanAnswer:       {Agent, Manager, Admin},
	CanDecide:       {Agent, Manager, Admin},
	CanPublish:      {Agent, Manager, Admin},
	CanClose:        {Agent, Manager, Admin, System},
	CanReopen:       {Agent, Manager, Admin},
	CanOverride:     {Manager, Admin},
	CanErase:        {Admin},
	CanImport:       {Manager, Admin, System},
	CanAskSource:    {Agent, Manager, Admin, System},
	CanManageStaff:  {Admin, System},
	CanSeeDashboard: {Agent, Manager, Admin},
	CanReadMail:     {Agent, Manager, Admin, System},
	CanPlaceMail:    {Agent, Manager, Admin},
	CanPropose:      {Agent, Manager, Admin},
	CanPlan:         {Agent, Manager, Admin},
	CanAnnounce:     {Agent, Manager, Admin},
	CanRebase:       {Agent, Manager, Admin},
	CanWork:         {System},
}

// Commands lists every command of the table.
func Commands() []Command {
	list := make([]Command, 0, len(authority))
	for c := range authority {
		list = append(list, c)
	}
	return list
}

// May reports whether the role may ask for the command at all.
func (r Role) May(c Command) bool {
	for _, allowed := range authority[c] {
		if allowed == r {
			return true
		}
	}
	return false
}

// authorize refuses what the table does not allow, and a requester anything
// about another ticket than the one the link opens.
func authorize(by Actor, c Command, ticket int64) error {
	if !by.Role.May(c) {
		return ErrForbidden
	}
	if by.Role == Requester && ticket != 0 && by.Ticket != ticket {
		return ErrForbidden
	}
	return nil
}
