namespace Estrella.Generator.Books;

/// <summary>reviews over all time.</summary>
internal sealed class ReviewsBook(Asking asking, Catalogue catalogue) : IBook
{
    private readonly (int Count, int Stars, int Verified, int VerifiedStars)[] _items = new (int, int, int, int)[catalogue.Products.Count];

    public Asking Asking { get; } = asking;

    public void Put(Review review)
    {
        ref var item = ref _items[review.Product.No];
        item.Count++;
        item.Stars += review.Rating;
        item.Verified += review.IsVerified ? 1 : 0;
        item.VerifiedStars += review.IsVerified ? review.Rating : 0;
    }

    /// <summary>A review knows itself whether its product was bought.</summary>
    public void Tell(BookedOrder order)
    {
    }

    public IEnumerable<BookRow> Rows()
    {
        for (var at = 0; at < _items.Length; at++)
        {
            var (count, stars, verified, verifiedStars) = _items[at];
            if (count > 0)
            {
                yield return new BookRow()
                    .Text("product_id", catalogue.Products[at].Id)
                    .Text("product", catalogue.Products[at].PresentName)
                    .Whole("reviews", count)
                    .Ratio("mean_rating", stars, count)
                    .Whole("verified_reviews", verified)
                    .Ratio("verified_mean_rating", verifiedStars, verified);
            }
        }
    }
}
