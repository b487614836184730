package safehtml

// start handles a start tag that is understood.
func (w *writer) start(name string, e element, attrs attributes) {
	if w.full {
		return
	}
	o := open{name: name, element: e}
	switch e.role {
	case void:
		w.void(o, attrs)
	case inline, formatting:
		w.intoCell()
		if e.tag == "a" {
			// Links do not nest; a parser would take the outer one apart.
			if i := w.find(tagged("a"), nil); i >= 0 {
				w.popTo(i)
			}
		}
		w.resume()
		w.enter(o, attrs, 1)
	case block, rule:
		w.block(o, attrs)
	case table:
		w.intoCell()
		w.close("p")
		// The row and cell must fit in as well, and something in them.
		w.enter(o, attrs, 5)
	default:
		w.part(o, attrs)
	}
}

// enter opens an element if there is room for n levels more.
func (w *writer) enter(o open, attrs attributes, n int) {
	if !w.room(n) {
		if w.deep == nil {
			w.deep = make(map[string]int)
		}
		w.deep[o.name]++
		return
	}
	o.start = w.spell(o, attrs, "")
	w.push(o)
}

func (w *writer) void(o open, attrs attributes) {
	var src string
	if o.tag == "img" {
		var shown bool
		src, shown = w.images.source(attrs.get("src"), attrs.get("srcset"))
		if !shown && attrs.get("alt") == "" {
			return // neither a picture nor a word for it
		}
	}
	w.intoCell()
	w.resume()
	w.write(w.spell(o, attrs, src))
}

// block opens a block after closing what a parser would close before it.
func (w *writer) block(o open, attrs attributes) {
	if o.name == "body" && len(w.stack) > 0 {
		return // a mail in a mail: its words are enough
	}
	w.intoCell()
	switch o.tag {
	case "li":
		w.closeItem("li", "li")
	case "dt", "dd":
		w.closeItem("dt", "dd")
	case "h1", "h2", "h3", "h4", "h5", "h6":
		if i := w.find(heading, nil); i >= 0 {
			w.popTo(i)
		}
	}
	w.close("p")
	if o.role == rule {
		w.write(w.spell(o, attrs, ""))
		return
	}
	w.enter(o, attrs, 1)
}

// close ends an element, if it is open in this cell, and what is in it.
func (w *writer) close(tag string) {
	if i := w.find(tagged(tag), nil); i >= 0 {
		w.popTo(i)
	}
}

// closeItem ends the item of a list before the next one.
func (w *writer) closeItem(a, b string) {
	i := w.find(
		func(o *open) bool { return o.tag == a || o.tag == b },
		func(o *open) bool { return o.role == block && o.tag != "address" && o.tag != "div" && o.tag != "p" },
	)
	if i >= 0 {
		w.popTo(i)
	}
}

// end handles an end tag. One that ends nothing is passed over.
func (w *writer) end(name string) {
	e, known := elements[name]
	if !known || w.full || name == "body" {
		return
	}
	if w.deep[name] > 0 {
		w.deep[name]--
		return
	}
	if e.role >= table {
		w.endPart(e.role)
		return
	}
	if e.role == formatting {
		for i := len(w.pending) - 1; i >= 0; i-- {
			if w.pending[i].name == name {
				w.pending = append(w.pending[:i:i], w.pending[i+1:]...)
				return
			}
		}
	}
	is := func(o *open) bool { return o.name == name && !o.ended }
	var ends func(o *open) bool
	switch e.tag {
	case "h1", "h2", "h3", "h4", "h5", "h6":
		is = heading
	case "li":
		ends = func(o *open) bool { return o.tag == "ul" || o.tag == "ol" }
	}
	i := w.find(is, ends)
	if i < 0 {
		return
	}
	if e.role == inline || e.role == formatting {
		for _, above := range w.stack[i+1:] {
			if above.role == block {
				w.stack[i].ended = true // with the block
				return
			}
		}
	}
	w.popTo(i)
	if e.role == formatting && len(w.pending) > 0 {
		w.forget(name)
	}
}

// forget takes what was just ended on purpose from what goes on.
func (w *writer) forget(name string) {
	kept := w.pending[:0]
	for _, p := range w.pending {
		if p.name != name {
			kept = append(kept, p)
		}
	}
	w.pending = kept
}

func tagged(tag string) func(o *open) bool {
	return func(o *open) bool { return o.tag == tag }
}

func heading(o *open) bool {
	return len(o.tag) == 2 && o.tag[0] == 'h' && o.tag[1] >= '1' && o.tag[1] <= '6'
}
