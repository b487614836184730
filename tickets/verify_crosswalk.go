package tickets

import "context"

// crosswalks reads every stored table again: what the evidence is taken from is
// what was imported.
func (v *verifier) crosswalks(ctx context.Context, q querier) error {
	list, err := listCrosswalks(ctx, q)
	if err != nil {
		return err
	}
	for i := range list {
		stored := &list[i]
		c, err := readCrosswalk(ctx, q, stored)
		switch {
		case err != nil:
			v.fault("", 0, "the file of the table %s imported on %s is not what was imported: %v", stored.Table, DateOf(stored.ImportedAt), err)
		case countsOf(c) != stored.CrosswalkCounts:
			v.fault("", 0, "the row of the table %s imported on %s differs from its file", stored.Table, DateOf(stored.ImportedAt))
		}
	}
	return nil
}
