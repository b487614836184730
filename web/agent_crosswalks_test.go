package web_test

import (
	"encoding/json"
	"strings"
	"testing"

	"vigie/rome"
	"vigie/tickets"
)

// table imports a correspondence table, as another process would.
func (s *site) table(name string, records ...string) {
	s.t.Helper()
	data := []byte(strings.Join(records, "\n") + "\n")
	as := rome.CrosswalkOptions{Table: name, Title: "Table " + name}
	c, err := rome.ReadCrosswalk(name+".csv", data, as)
	must(s.t, err)
	_, _, err = s.store.ImportCrosswalk(s.t.Context(), tickets.Machine, c, data, as)
	must(s.t, err)
	must(s.t, s.store.CheckAwaiting(s.t.Context()))
}

func TestCrosswalksOfTheReleasesPage(t *testing.T) {
	s := newSite(t)
	c := s.agent(tickets.Agent)
	c.get("/agents/versions").answers(t, "no table", 200).says(t, "Aucune table n’est importée")
	c.get("/agents/versions/correspondances.json").answers(t, "no table", 200).says(t, "[]")
	s.table("isco08", "Code ROME,Libellé ROME,Code ISCO08,Libellé ISCO08", "M1805,x,2512,Concepteurs", "A9999,=Rien,1111,Rien", "A9998,Rien,1,", "A9999,=Rien,2222,Rien")
	s.table("isco08", "Code ROME,Libellé ROME,Code ISCO08,Libellé ISCO08", "M1805,x,2512,Concepteurs", "A9999,=Rien,1111,Rien", "A9998,Rien,1,", "A9999,=Rien,3333,Rien")
	s.table("naf", "rome,naf", "M1805,62.01Z")
	page := c.get("/agents/versions").answers(t, "tables", 200)
	page.says(t, "CITP-08", "Table isco08", "NAF", "En service", "3 tables enregistrées")
	link := page.doc.Find("a[href$='codes-inconnus.csv']")
	if link.Length() != 1 || !strings.HasPrefix(link.Text(), "2") {
		t.Fatalf("%d links, %q", link.Length(), link.Text())
	}
	unknown := c.get(link.AttrOr("href", "")).answers(t, "unknown codes", 200)
	if want := "code,label,key,key_label,file,row\r\nA9998,Rien,1,,isco08.csv,4\r\nA9999,'=Rien,1111,Rien,isco08.csv,3\r\nA9999,'=Rien,3333,Rien,isco08.csv,5\r\n"; unknown.body != want {
		t.Errorf("%q", unknown.body)
	}
	var list []struct {
		Table   string   `json:"table"`
		Unknown []string `json:"unknown_codes"`
		Current bool     `json:"current"`
	}
	must(t, json.Unmarshal([]byte(c.get("/agents/versions/correspondances.json").answers(t, "tables", 200).body), &list))
	if len(list) != 3 || !list[0].Current || list[1].Current || strings.Join(list[0].Unknown, " ") != "A9998 A9999" || list[2].Table != "naf" || list[2].Unknown == nil {
		t.Errorf("%+v", list)
	}
	c.get("/agents/versions/correspondances.csv").answers(t, "tables", 200).says(t, "isco08", "A9998 A9999", "true", "false")
	c.get("/agents/versions/correspondances/naf/codes-inconnus.csv").answers(t, "none unknown", 200)
	for _, path := range []string{"fap", "ISCO-08", "..", "%2e%2e"} {
		c.get("/agents/versions/correspondances/"+path+"/codes-inconnus.csv").answers(t, path, 404)
	}
}

// A correspondence is judged by the table on the pages too.
func TestCrosswalkVerdictOnAPage(t *testing.T) {
	s := newSite(t)
	s.table("isco08", "Code ROME,Code ISCO08", "M1805,2513")
	ref := s.ask(t, rome.Change{Kind: rome.CrosswalkAdd, Code: "M1805", Table: "isco08", Key: "251"}, true)
	s.agent(tickets.Agent).get("/agents/demandes/"+ref).answers(t, "ticket", 200).says(t,
		"en partie (à un autre niveau de détail)", "Table de correspondance, isco08.csv, ligne", "M1805,2513")
}
