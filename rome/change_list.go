package rome

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Columns returns the header of changes in CSV: the kind, then every field.
// A Ref is its OGR when it is a number, else a label; a base has no columns.
func Columns() []string {
	columns := []string{"kind"}
	for _, f := range Fields() {
		columns = append(columns, string(f))
	}
	return columns
}

// Record returns the change as a row under Columns.
func (c Change) Record() []string {
	record := []string{string(c.Kind)}
	for _, f := range Fields() {
		switch f {
		case FieldItem:
			record = append(record, c.Item.OGR+c.Item.Label)
		case FieldRank:
			rank := ""
			if c.Rank != 0 {
				rank = strconv.Itoa(c.Rank)
			}
			record = append(record, rank)
		default:
			record = append(record, *c.text(f))
		}
	}
	return record
}

// ParseChanges reads a list of changes: a JSON array, an object that has one as
// its member "changes" (as "release diff" prints), or CSV with any of
// Columns in any order, separated by commas or, as French spreadsheets write
// them, by semicolons. Each is shaped like its kind and valid. The error says
// which change, from 1, and wraps its *ChangeError where there is one.
func ParseChanges(data []byte) ([]Change, error) {
	data = bytes.TrimPrefix(data, []byte("\uFEFF"))
	if first := bytes.TrimSpace(data); len(first) > 0 && (first[0] == '[' || first[0] == '{') {
		return parseJSON(data)
	}
	return parseCSV(decode(string(data)))
}

func parseJSON(data []byte) ([]Change, error) {
	var document struct{ Changes []json.RawMessage }
	if err := json.Unmarshal(data, &document.Changes); err != nil {
		if json.Unmarshal(data, &document) != nil || document.Changes == nil {
			return nil, fmt.Errorf("reading changes: neither a JSON array nor an object with \"changes\": %w", err)
		}
	}
	list := document.Changes
	changes := make([]Change, len(list))
	for i, raw := range list {
		err := changes[i].UnmarshalJSON(raw)
		if err == nil {
			err = changes[i].Validate()
		}
		if err != nil {
			return nil, fmt.Errorf("change %d: %w", i+1, err)
		}
	}
	return changes, nil
}

func parseCSV(text string) ([]Change, error) {
	r := csv.NewReader(strings.NewReader(text))
	if line, _, _ := strings.Cut(text, "\n"); strings.Contains(line, ";") && !strings.Contains(line, ",") {
		r.Comma = ';'
	}
	header, err := r.Read()
	if err != nil {
		return nil, fmt.Errorf("reading changes: no CSV header: %w", err)
	}
	changes := []Change{}
	for {
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			return changes, nil
		}
		if err != nil {
			return nil, fmt.Errorf("change %d: %w", len(changes)+1, err)
		}
		c, err := parseRecord(header, record)
		if err == nil {
			err = c.Validate()
		}
		if err != nil {
			return nil, fmt.Errorf("change %d: %w", len(changes)+1, err)
		}
		changes = append(changes, c)
	}
}

// parseRecord reads one row; an empty cell is a field that is not set.
func parseRecord(header, record []string) (Change, error) {
	var c Change
	for i, name := range header {
		name = strings.ToLower(strings.TrimSpace(name))
		value := record[i]
		switch f := Field(name); {
		case name == "kind":
			c.Kind = Kind(strings.TrimSpace(value))
		case name == "line" || value == "":
		case f == FieldItem:
			c.Item = Ref{Label: value}
			if isOGR(value) {
				c.Item = Ref{OGR: value}
			}
		case f == FieldRank:
			rank, err := strconv.Atoi(strings.TrimSpace(value))
			if err != nil {
				return Change{}, &ChangeError{Kind: c.Kind, Field: f, Rule: ChangeWrongType, Value: shorten(value)}
			}
			c.Rank = rank
		default:
			text := c.text(f)
			if text == nil {
				return Change{}, &ChangeError{Kind: c.Kind, Field: Field(shorten(name)), Rule: ChangeUnknownField}
			}
			*text = value
		}
	}
	return c, nil
}
