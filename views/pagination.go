package views

// PaginationModel leads through a long list, page by page.
type PaginationModel struct {
	Page  int                   // the one shown, from 1
	Pages int                   // how many there are; one or none shows nothing
	Href  func(page int) string // the URL of a page, filters included
}

// numbers are the pages to name: first, last, the one shown and its
// neighbours; 0 stands for a gap.
func (m PaginationModel) numbers() []int {
	var out []int
	for n := 1; n <= m.Pages; n++ {
		near := n >= m.Page-1 && n <= m.Page+1
		if n == 1 || n == m.Pages || near {
			out = append(out, n)
		} else if len(out) > 0 && out[len(out)-1] != 0 {
			out = append(out, 0)
		}
	}
	return out
}
