package views

import (
	"strconv"
	"time"

	"vigie/rome"
	"vigie/tickets"
)

// FormNew is the form that files a request for somebody.
const FormNew = "new"

// AgentNewModel is a request filed on behalf of its author.
type AgentNewModel struct {
	Typed   Typed
	Changes int          // how many blocks there are for changes
	Now     time.Time    // what the receipt begins with
	Begun   tickets.Date // the day the service began
	Draft   string       // under which it is filed, once
	History bool         // the receipt is before that day, and wants a confirmation
}

func (m AgentNewModel) field(f Field) Field { return m.Typed.field(FormNew, f) }

func (m AgentNewModel) change(n int, part string, f Field) Field {
	f.Name = "changes." + strconv.Itoa(n) + part
	return m.field(f)
}

// hour is the present one in Paris as a time field wants it.
func (m AgentNewModel) hour() string { return m.Now.In(tickets.Paris).Format("15:04") }

// newKinds are the kinds of change that the compact form can express.
func newKinds() []Option {
	kinds := []rome.Kind{
		rome.OccupationCreate, rome.OccupationRename, rome.OccupationDefine, rome.OccupationAccess, rome.OccupationRemove,
		rome.AppellationCreate, rome.AppellationRename, rome.AppellationShort, rome.AppellationMove,
		rome.AppellationPrincipal, rome.AppellationRemove,
		rome.SkillCreate, rome.SkillRename, rome.SkillRemove, rome.KnowledgeCreate, rome.KnowledgeRename, rome.KnowledgeRemove,
		rome.ContextCreate, rome.ContextRename, rome.ContextRemove, rome.LinkAdd, rome.LinkRemove,
		rome.MobilityAdd, rome.MobilityRemove, rome.Other,
	}
	return append([]Option{{Value: "", Label: "Aucune"}}, KindOptions(kinds)...)
}

func options[T ~string](list []T, word func(T) string) []Option {
	out := make([]Option, len(list))
	for i, v := range list {
		out[i] = Option{Value: string(v), Label: word(v)}
	}
	return out
}

// filedChannels are the ways a request comes in that an agent files.
func filedChannels() []tickets.Channel {
	return []tickets.Channel{tickets.Phone, tickets.Internal, tickets.Mail}
}
