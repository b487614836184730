package web

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"vigie/rome"
	"vigie/tickets"
)

// A draft is a request that is being written, as it is kept on the server.
type draft struct {
	Type         tickets.Type   `json:"type"`
	Code         string         `json:"code,omitempty"` // the occupation chosen last
	Wishes       []wish         `json:"wishes,omitempty"`
	Subject      string         `json:"subject,omitempty"`
	Text         string         `json:"text,omitempty"`
	Name         string         `json:"name,omitempty"`
	Email        string         `json:"email,omitempty"`
	Origin       tickets.Origin `json:"origin,omitempty"`
	Organisation string         `json:"organisation,omitempty"`
	OpenText     bool           `json:"open_text,omitempty"`
}

// A wish is one thing that is asked, and what it takes: an item that does not
// exist is created before it is linked.
type wish struct {
	Change  rome.Change     `json:"change"`
	Creates rome.EntityKind `json:"creates,omitempty"`
}

// changes are the wish in the order in which it can be applied.
func (w wish) changes() []rome.Change {
	if w.Creates == "" {
		return []rome.Change{w.Change}
	}
	create := rome.Change{Kind: rome.Kind(w.Creates) + ".create", Label: w.Change.Item.Label}
	return []rome.Change{create, w.Change}
}

// changes are all that is asked, each once. The second list tells which wish,
// from 0, each change comes from.
func (d *draft) changes() (list []rome.Change, from []int) {
	for i, w := range d.Wishes {
		for _, c := range w.changes() {
			if !slices.ContainsFunc(list, c.Same) {
				list, from = append(list, c), append(from, i)
			}
		}
	}
	return list, from
}

// add asks for something; asked again, it takes the place of the first.
func (d *draft) add(w wish) {
	if len(d.Wishes) >= tickets.MaxChanges && d.index(w.Change.WishKey()) < 0 {
		return // the last step says that there are too many
	}
	if i := d.index(w.Change.WishKey()); i >= 0 {
		d.Wishes[i] = w
		return
	}
	d.Wishes = append(d.Wishes, w)
}

// index finds a wish by the key of its change, -1 when there is none.
func (d *draft) index(key string) int {
	return slices.IndexFunc(d.Wishes, func(w wish) bool { return w.Change.WishKey() == key })
}

// remove takes a wish away; one that is not there any more is not missed.
func (d *draft) remove(key string) {
	if i := d.index(key); i >= 0 {
		d.Wishes = slices.Delete(d.Wishes, i, i+1)
	}
}

// newDraft keeps a draft and gives its token.
func (s *Server) newDraft(ctx context.Context, d *draft, from string) (token string, err error) {
	if err := s.Store.Count(ctx, tickets.DraftLimit, from); err != nil {
		return "", err
	}
	body, err := json.Marshal(d)
	if err != nil {
		return "", fmt.Errorf("writing a draft: %w", err)
	}
	return s.Store.NewDraft(ctx, string(body))
}

// readDraft gives a draft, or the receipt of what it became.
func (s *Server) readDraft(ctx context.Context, token string) (*draft, *tickets.Receipt, error) {
	body, filed, err := s.Store.ReadDraft(ctx, token)
	if err != nil || filed != nil {
		return nil, filed, err
	}
	d := new(draft)
	if err := json.Unmarshal([]byte(body), d); err != nil {
		return nil, nil, fmt.Errorf("reading a draft: %w", err)
	}
	return d, nil, nil
}

// save keeps the draft as it is now.
func (s *Server) save(p *proposing) error {
	body, err := json.Marshal(p.draft)
	if err != nil {
		return fmt.Errorf("writing a draft: %w", err)
	}
	return s.Store.SaveDraft(p.Request().Context(), p.token, string(body))
}
