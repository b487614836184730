package safehtml

// A table's parts are opened and closed so that the table at an index of the
// stack is followed by a caption or a section, a section by a row, a row by a
// cell, and all else is in cells and captions.

// within gives the index of the table that all this stands in, or -1.
func (w *writer) within() int {
	for i := len(w.stack) - 1; i >= 0; i-- {
		if w.stack[i].role == table {
			return i
		}
	}
	return -1
}

// betweenCells reports whether words here would be moved out of the table.
func (w *writer) betweenCells() bool {
	if len(w.stack) == 0 {
		return false
	}
	r := w.top().role
	return r == table || r == section || r == row
}

// intoCell opens the cell that a table's content is in, where the mail does not.
// A browser would show such content before the table.
func (w *writer) intoCell() {
	if w.betweenCells() {
		w.intoRow()
		w.implied("td")
	}
}

// intoRow opens the section and row that a table, just opened or with its last
// cell closed, needs before a cell.
func (w *writer) intoRow() {
	if w.top().role == table {
		w.implied("tbody")
	}
	if w.top().role == section {
		w.implied("tr")
	}
}

// part opens a part of a table: of the innermost one, with the parts around it
// that the mail leaves out. Outside any table it is passed over.
func (w *writer) part(o open, attrs attributes) {
	at := w.within()
	if at < 0 || w.deep["table"] > 0 {
		return
	}
	switch o.role {
	case caption, section:
		w.popTo(at + 1)
	case row:
		w.popTo(w.sectionOf(at))
		if w.top().role == table {
			w.implied("tbody")
		}
	case cell:
		w.popTo(w.rowOf(at))
		w.intoRow()
	}
	if w.full {
		return
	}
	o.start = w.spell(o, attrs, "")
	w.push(o)
}

// sectionOf is how many elements are open when a section of the table at an
// index is the innermost one, or the table itself where it has none open.
func (w *writer) sectionOf(at int) int {
	if at+1 < len(w.stack) && w.stack[at+1].role == section {
		return at + 2
	}
	return at + 1
}

// rowOf is likewise for a row.
func (w *writer) rowOf(at int) int {
	n := w.sectionOf(at)
	if n == at+2 && n < len(w.stack) && w.stack[n].role == row {
		return n + 1
	}
	return n
}

// endPart handles the end tag of a table or of a part of it.
func (w *writer) endPart(r role) {
	at := w.within()
	if at < 0 || w.deep["table"] > 0 {
		return
	}
	switch r {
	case table:
		w.popTo(at)
	case caption, section:
		if at+1 < len(w.stack) && w.stack[at+1].role == r {
			w.popTo(at + 1)
		}
	case row:
		w.popTo(min(len(w.stack), w.sectionOf(at)))
	case cell:
		w.popTo(min(len(w.stack), w.rowOf(at)))
	}
}
