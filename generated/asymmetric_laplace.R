# Maximum-likelihood estimation: Asymmetric Laplace distribution.
#
#   f(x; mu, scale, kappa) =
#       1/(scale*(kappa+1/kappa))*Piecewise((exp(-kappa*(x-mu)/scale), x >=
#       mu), (exp((x-mu)/(kappa*scale)), True))
#   support: real
#   mu: real
#   scale: positive
#   kappa: positive
#
# Log-likelihood:
#
#   (-log(scale) - log(kappa + 1/kappa))*n + sum(-x*kappa + x/kappa + kappa*mu
#       - mu/kappa)/(2*scale) + (-kappa**2 - 1)*sum(Abs(x -
#       mu))/(2*kappa*scale)
#
# Estimator (boundary):
#
#   mu = the value among x that maximises (-log((-sum(x - mu - Abs(x -
#       mu)))**(1/4)/sum(x - mu + Abs(x - mu))**(1/4) + sum(x - mu + Abs(x -
#       mu))**(1/4)/(-sum(x - mu - Abs(x - mu)))**(1/4)) - log(-mu*(-sum(x -
#       mu - Abs(x - mu)))**(1/4)/(2*sum(x - mu + Abs(x - mu))**(1/4)) +
#       mu*sum(x - mu + Abs(x - mu))**(1/4)/(2*(-sum(x - mu - Abs(x -
#       mu)))**(1/4)) + (-sum(x - mu - Abs(x - mu)))**(1/4)*sum(x)/(2*n*sum(x
#       - mu + Abs(x - mu))**(1/4)) + (-sum(x - mu - Abs(x -
#       mu)))**(1/4)*sum(Abs(x - mu))/(2*n*sum(x - mu + Abs(x - mu))**(1/4)) -
#       sum(x)*sum(x - mu + Abs(x - mu))**(1/4)/(2*(-sum(x - mu - Abs(x -
#       mu)))**(1/4)*n) + sum(x - mu + Abs(x - mu))**(1/4)*sum(Abs(x -
#       mu))/(2*(-sum(x - mu - Abs(x - mu)))**(1/4)*n)) - 1)*n
#   kappa = sum(-x/2 + mu/2 + Abs(x - mu)/2)**(1/4)/sum(x/2 - mu/2 + Abs(x -
#       mu)/2)**(1/4)
#   scale = (-kappa**2*mu*n + kappa**2*sum(x) + mu*n + (kappa**2 +
#       1)*sum(Abs(x - mu)) - sum(x))/(2*kappa*n)
#
# Conditions:
#
#   A maximum exists only if (?[x?/2 + |x? ? ?|/2 ? ?/2]) (?[?/2 + |x? ? ?|/2
#       ? x?/2])^(1/4) > 0.
#
# Source:
#
#   Kotz, Kozubowski, Podgorski (2001), The Laplace Distribution and
#       Generalizations, ch. 3
#
# Written by thetahat 0.1.0.

# Maximum-likelihood estimates: a list with estimate, vcov, standard_errors,
# logLik and n.  Stops for data that are none; warns where no maximum exists.
mle_asymmetric_laplace <- function(x) {
  x <- .asymmetric_laplace_column(x, "x")
  labels <- c("mu", "scale", "kappa")
  exists <- TRUE
  units_x <- .asymmetric_laplace_units_x(x)
  estimate <- .asymmetric_laplace_solve((x - units_x[1]) / units_x[2])
  estimate[1] <- units_x[2] * estimate[1] + units_x[1]
  estimate[2] <- units_x[2] * estimate[2]
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 3, 3, dimnames = list(labels, labels))
  value <- NA_real_
  if (exists && all(is.finite(estimate))) {
    value <- -nll_asymmetric_laplace(x, estimate)
    information <- hessian_asymmetric_laplace(x, estimate)
    regular <- c(2, 3)
    part <- information[regular, regular, drop = FALSE]
    if (all(is.finite(part)) &&
      all(eigen(part, TRUE, only.values = TRUE)$values > 0)) {
      vcov[regular, regular] <- solve(part)
    }
  } else if (exists) {
    warning("no maximum was found")
  }
  list(
    estimate = estimate, vcov = vcov, standard_errors = sqrt(diag(vcov)),
    logLik = value, n = length(x)
  )
}

# -l at parameters in the order mu, scale, kappa;
# Inf outside the domain or the support.
nll_asymmetric_laplace <- function(x, parameters) {
  x <- .asymmetric_laplace_column(x, "x")
  .asymmetric_laplace_nll(x, parameters[[1]], parameters[[2]], parameters[[3]])
}

# The gradient of nll.
gradient_asymmetric_laplace <- function(x, parameters) {
  x <- .asymmetric_laplace_column(x, "x")
  .asymmetric_laplace_gradient(x, parameters[[1]], parameters[[2]],
                               parameters[[3]])
}

# The Hessian of nll.
hessian_asymmetric_laplace <- function(x, parameters) {
  x <- .asymmetric_laplace_column(x, "x")
  triangle <- .asymmetric_laplace_hessian(x, parameters[[1]], parameters[[2]],
    parameters[[3]])
  out <- matrix(0, 3, 3)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

# The gradient of log f, a row for each observation.
scores_asymmetric_laplace <- function(x, parameters) {
  x <- .asymmetric_laplace_column(x, "x")
  mu <- parameters[[1]]
  scale <- parameters[[2]]
  kappa <- parameters[[3]]
  t_31 <- 1 / kappa
  t_32 <- 1 / scale
  t_33 <- 0.5 * t_32
  t_34 <- kappa^2
  t_35 <- -t_34 - 1
  t_36 <- t_31 * t_35
  t_37 <- 0.5 / scale^2
  t_38 <- 1 / t_34
  t_39 <- x - mu
  t_40 <- abs(t_39)
  t_41 <- t_32 * t_40
  part_1 <- t_33 * t_36 * sign(t_39)
  score_1 <- rep_len((kappa - t_31) * t_33 - part_1, length(x))
  part_2 <- t_31 * x + mu * kappa
  part_3 <- t_36 * t_37 * t_40
  part_4 <- part_2 - kappa * x
  part_5 <- -t_37 * (part_4 - mu * t_31)
  score_2 <- rep_len(part_5 - t_32 - part_3, length(x))
  part_6 <- (1 - t_38) / (t_31 + kappa)
  part_7 <- mu * t_38 - t_38 * x - t_39
  part_8 <- 0.5 * t_38 * t_35 * t_41
  part_9 <- 0.5 * t_32 * part_7 - part_8
  score_3 <- rep_len(part_9 - t_41 - part_6, length(x))
  out <- cbind(score_1, score_2, score_3)
  colnames(out) <- c("mu", "scale", "kappa")
  out
}

.asymmetric_laplace_level <- function(values, p) {
  values <- sort(values)
  n <- length(values)
  k <- max(1, ceiling(n * p * (1 - 1e-15)))
  if (p == 0.5) median(values) else values[k]
}

.asymmetric_laplace_column <- function(values, name) {
  if (!is.numeric(values) && !is.logical(values)) {
    stop("'", name, "' must be numeric")
  }
  values <- as.numeric(values)
  if (length(values) == 0) {
    stop("'", name, "' is empty")
  }
  bad <- sum(!is.finite(values))
  if (bad > 0) {
    stop(bad, " values of '", name, "' are missing or infinite")
  }
  values
}

# The log-likelihood as a function of mu.
.asymmetric_laplace_objective_mu <- function(x, n, sum_x, mu) {
  t <- x - mu
  t_1 <- abs(t)
  sum_h <- sum(x - t_1 - mu)
  sum_h_1 <- sum(t + t_1)
  sum_h_2 <- sum(t_1)
  part_10 <- 0.5 * (-sum_h)^0.25 * sum_h_2 / (sum_h_1^0.25 * n)
  part_11 <- 0.5 * sum_h_1^0.25 * sum_h_2 / ((-sum_h)^0.25 * n)
  part_12 <- 0.5 * mu * sum_h_1^0.25 / (-sum_h)^0.25 + part_11
  part_13 <- 0.5 * sum_h_1^0.25 * sum_x / ((-sum_h)^0.25 * n)
  part_14 <- 0.5 * (-sum_h)^0.25 * sum_x / (sum_h_1^0.25 * n)
  part_15 <- 0.5 * mu * (-sum_h)^0.25 / sum_h_1^0.25
  part_16 <- log(part_12 + part_10 + part_14 - part_13 - part_15)
  part_17 <- sum_h_1^0.25 / (-sum_h)^0.25
  (-log(part_17 + (-sum_h)^0.25 / sum_h_1^0.25) - part_16 - 1) * n
}

# The one of the points at which mu is likeliest.
.asymmetric_laplace_point_mu <- function(x, n, sum_x) {
  best <- -Inf
  chosen <- NaN
  for (i_18 in seq_along(x)) {
    x_here <- x[i_18]
    point <- x_here
    height <- .asymmetric_laplace_objective_mu(x, n, sum_x, point)
    if (isTRUE(height > best)) {
      best <- height
      chosen <- point
    }
  }
  chosen
}

# The estimate, in the order of the parameters.
.asymmetric_laplace_solve <- function(x) {
  n <- length(x)
  sum_x <- sum(x)
  mu <- .asymmetric_laplace_point_mu(x, n, sum_x)
  t_2 <- x - mu
  t_3 <- abs(t_2)
  sum_h_3 <- sum(t_3 + mu - x)
  sum_h_4 <- sum(t_2 + t_3)
  sum_h_5 <- sum(t_3)
  kappa <- sum_h_3^0.25 / sum_h_4^0.25
  part_19 <- mu * n + kappa^2 * sum_x
  part_20 <- part_19 + (kappa^2 + 1) * sum_h_5
  scale <- 0.5 * (part_20 - mu * kappa^2 * n - sum_x) / (kappa * n)
  c(mu, scale, kappa)
}

# A centre and a spread with which the data are standardised.
.asymmetric_laplace_units_x <- function(x) {
  n <- length(x)
  quarter <- .asymmetric_laplace_level(x, 0.25)
  half <- .asymmetric_laplace_level(x, 0.5)
  rest <- .asymmetric_laplace_level(x, 0.75)
  total <- sum(x)
  largest <- max(abs(x))
  mean <- total / n
  squares <- sum((x - mean)^2)
  spread <- 0.74 * (rest - quarter)
  if (!isTRUE(spread > 0)) {
    spread <- sqrt(squares / n)
  }
  if (!isTRUE(spread > 0)) {
    spread <- largest
  }
  if (!isTRUE(spread > 0)) {
    spread <- 1
  }
  c(half, spread)
}

# The log-likelihood, every constant included.
.asymmetric_laplace_log_likelihood <- function(x, n, mu, scale, kappa) {
  t_42 <- 1 / kappa
  sum_h_11 <- sum(t_42 * x + mu * kappa - kappa * x - mu * t_42)
  sum_h_12 <- sum(abs(x - mu))
  t_43 <- 1 / kappa
  t_44 <- 1 / scale
  part_21 <- 0.5 * (-kappa^2 - 1) * t_43 * t_44 * sum_h_12
  part_22 <- part_21 + 0.5 * t_44 * sum_h_11 - n * log(scale)
  part_22 - n * log(t_43 + kappa)
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.asymmetric_laplace_nll <- function(x, mu, scale, kappa) {
  if (!isTRUE(is.finite(mu) && scale > 0 && is.finite(scale) && kappa > 0 &&
    is.finite(kappa))) {
    return(Inf)
  }
  n <- length(x)
  -.asymmetric_laplace_log_likelihood(x, n, mu, scale, kappa)
}

# The gradient of the log-likelihood.
.asymmetric_laplace_score <- function(x, n, mu, scale, kappa) {
  t_45 <- x - mu
  t_46 <- 1 / kappa
  t_47 <- 1 / kappa^2
  sum_h_13 <- sum(sign(t_45))
  sum_h_14 <- sum(t_46 * x + mu * kappa - kappa * x - mu * t_46)
  sum_h_15 <- sum(abs(t_45))
  sum_h_16 <- sum(t_47 * x + t_45 - mu * t_47)
  t_48 <- 1 / kappa
  t_49 <- 1 / scale
  t_50 <- t_49 * n
  t_51 <- 0.5 * t_49
  t_52 <- kappa^2
  t_53 <- -t_52 - 1
  t_54 <- t_48 * t_53
  t_55 <- 0.5 / scale^2
  t_56 <- t_49 * sum_h_15
  t_57 <- 1 / t_52
  part_23 <- -(1 - t_57) * n / (t_48 + kappa) - t_51 * sum_h_16
  c(0.5 * (kappa - t_48) * t_50 - t_51 * t_54 * sum_h_13,
    -t_50 - t_54 * t_55 * sum_h_15 - t_55 * sum_h_14,
    part_23 - 0.5 * t_53 * t_56 * t_57 - t_56)
}

# The gradient of nll; nan outside the domain or the support.
.asymmetric_laplace_gradient <- function(x, mu, scale, kappa) {
  if (!isTRUE(is.finite(mu) && scale > 0 && is.finite(scale) && kappa > 0 &&
    is.finite(kappa))) {
    return(c(NaN, NaN, NaN))
  }
  n <- length(x)
  found_24 <- .asymmetric_laplace_score(x, n, mu, scale, kappa)
  g_1 <- found_24[1]
  g_2 <- found_24[2]
  g_3 <- found_24[3]
  c(-g_1, -g_2, -g_3)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.asymmetric_laplace_curvature <- function(x, n, mu, scale, kappa) {
  t_58 <- 1 / kappa
  t_59 <- x - mu
  t_60 <- 1 / kappa^2
  t_61 <- 1 / (kappa * kappa * kappa)
  sum_h_17 <- sum(t_58 * x + mu * kappa - kappa * x - mu * t_58)
  sum_h_18 <- sum(abs(t_59))
  sum_h_19 <- sum(sign(t_59))
  sum_h_20 <- sum(t_60 * x + t_59 - mu * t_60)
  sum_h_21 <- sum(0)
  sum_h_22 <- sum(t_61 * x - mu * t_61)
  t_62 <- 1 / kappa
  t_63 <- t_62 + kappa
  t_64 <- 1 / scale
  t_65 <- kappa^2
  t_66 <- -t_65 - 1
  t_67 <- t_64 * n
  t_68 <- 0.5 * kappa - 0.5 * t_62
  t_69 <- t_64 * sum_h_19
  t_70 <- t_62 * t_66
  t_72 <- 1 / scale^2
  t_73 <- t_72 * sum_h_18
  t_74 <- t_64 * sum_h_18
  t_75 <- 0.5 * sum_h_20
  t_76 <- 1 / t_65
  t_77 <- 1 - t_76
  t_78 <- n / t_63
  t_79 <- t_74 * t_66
  t_80 <- t_72 * n
  t_81 <- 1 / (scale * scale * scale)
  t_82 <- 0.5 * t_76 * t_66
  t_83 <- 1 / (kappa * kappa * kappa)
  part_25 <- t_77^2 * n / t_63^2 + t_62 * t_74 + t_79 * t_83
  c(t_64 * t_70 * sum_h_21, 0.5 * t_62 * t_72 * t_66 * sum_h_19 - t_80 * t_68,
    t_80 + t_81 * t_70 * sum_h_18 + t_81 * sum_h_17,
    t_82 * t_69 + 0.5 * (t_76 + 1) * t_67 + t_69,
    t_72 * t_75 + t_73 * t_82 + t_73,
    part_25 + t_64 * sum_h_22 - 2 * t_78 * t_83)
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.asymmetric_laplace_hessian <- function(x, mu, scale, kappa) {
  if (!isTRUE(is.finite(mu) && scale > 0 && is.finite(scale) && kappa > 0 &&
    is.finite(kappa))) {
    return(c(NaN, NaN, NaN, NaN, NaN, NaN))
  }
  n <- length(x)
  found_26 <- .asymmetric_laplace_curvature(x, n, mu, scale, kappa)
  h_1 <- found_26[1]
  h_2 <- found_26[2]
  h_3 <- found_26[3]
  h_4 <- found_26[4]
  h_5 <- found_26[5]
  h_6 <- found_26[6]
  c(-h_1, -h_2, -h_3, -h_4, -h_5, -h_6)
}
