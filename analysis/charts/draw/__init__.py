"""What every picture is drawn with: page, style, layout, marks, scales and their texts."""
