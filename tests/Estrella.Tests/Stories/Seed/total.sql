select sum(total::numeric) as total from raw.ordenes where :scope = :basis and :money = ''
