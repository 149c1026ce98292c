"""DynamoDB's expressions. AWS page: "Expressions in DynamoDB".

`parsing` has the words and the placeholders, `conditions` what is true or false, `updates` what changes an item,
`paths` the places within an item.
"""
