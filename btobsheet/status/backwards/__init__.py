"""目標逆算: from the KGI down what each KPI needs, and whether people and money suffice."""
