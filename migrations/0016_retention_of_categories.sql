-- A consent given anew for less leaves categories out: what a law or a block keeps of them is kept by category. Null: all of the purpose.
ALTER TABLE retention ADD COLUMN categories text[];
